"""The people of every test: who they are says what they may do (X1).

Lina, Jonas and Vytas work for one service (Alytus is one of its offices), Maarja for another that must never see the
first one's rows. Tiiu, Liis, Mart and Kadri are bound to its Tallinn office and see nothing of Alytus. Sigita is the
service's administrator and sees no partnership. Dora keeps the European directory, Erik evaluates from outside, Nobody
has no membership.
"""

from dataclasses import dataclass

from pes_partnerships.accounts.models import EmploymentService, Membership, Office, User
from pes_partnerships.accounts.rules.roles import Role

PASSWORD = "correct horse battery"


@dataclass
class Cast:
    service: EmploymentService
    other_service: EmploymentService
    alytus: Office
    tallinn: Office
    lina: User  # partnership manager, head office
    jonas: User  # local staff, Alytus office
    tiiu: User  # local staff, Tallinn office
    liis: User  # partnership manager, Tallinn office alone
    mart: User  # read only, Tallinn office alone
    kadri: User  # external evaluator, Tallinn office alone
    dora: User  # directory admin
    erik: User  # external evaluator
    vytas: User  # read only
    maarja: User  # partnership manager of the other service
    sigita: User  # service administrator
    nobody: User  # an account without membership

    def of_role(self, role: str) -> User:
        return {
            Role.MANAGER: self.lina,
            Role.STAFF: self.jonas,
            Role.DIRECTORY_ADMIN: self.dora,
            Role.EVALUATOR: self.erik,
            Role.READER: self.vytas,
            Role.SERVICE_ADMIN: self.sigita,
        }[Role(role)]

    def of_tallinn(self, role: str) -> User | None:
        """Who does this role's work for the Tallinn office alone; admins have no office."""
        return {
            Role.MANAGER: self.liis,
            Role.STAFF: self.tiiu,
            Role.EVALUATOR: self.kadri,
            Role.READER: self.mart,
        }.get(Role(role))

    def membership(self, user: User) -> Membership:
        return user.memberships.get()


def person(
    name: str, service: EmploymentService | None, role: str | None, office: Office | None = None, **fields
) -> User:
    user = User(email=f"{name.lower()}@example.org", name=name, **fields)
    user.set_unusable_password()
    user.save()
    if service:
        user.membership = Membership.objects.create(user=user, service=service, role=role, office=office)
    return user


def make_cast() -> Cast:
    service = EmploymentService.objects.create(
        code="demo", name="Demonstration Employment Service", runs_here=True, country="LT"
    )
    other = EmploymentService.objects.create(
        code="other", name="Neighbouring Employment Service", runs_here=True, country="EE"
    )
    alytus = Office.objects.create(service=service, name="Alytus", country="LT")
    tallinn = Office.objects.create(service=service, name="Tallinn", country="EE")
    return Cast(
        service=service,
        other_service=other,
        alytus=alytus,
        tallinn=tallinn,
        lina=person("Lina", service, Role.MANAGER),
        jonas=person("Jonas", service, Role.STAFF, alytus),
        tiiu=person("Tiiu", service, Role.STAFF, tallinn),
        liis=person("Liis", service, Role.MANAGER, tallinn),
        mart=person("Mart", service, Role.READER, tallinn),
        kadri=person("Kadri", service, Role.EVALUATOR, tallinn),
        dora=person("Dora", service, Role.DIRECTORY_ADMIN),
        erik=person("Erik", service, Role.EVALUATOR),
        vytas=person("Vytas", service, Role.READER),
        maarja=person("Maarja", other, Role.MANAGER),
        sigita=person("Sigita", service, Role.SERVICE_ADMIN),
        nobody=person("Nobody", None, None),
    )
