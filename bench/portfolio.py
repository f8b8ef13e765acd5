"""The start page at one size, beside a bare view and the Django admin's list of the same rows (G16).

15 lines a page on both sides, as in the picture, and the same filters.
"""

import random
from datetime import timedelta

from bench.measuring import Figure, beside, database, measured, page, signed_in, tell

MOST_HELLOS, MOST_OF_ADMIN = 40, 0.5
LINES = 15
SEED = 2026


def make(size: int, reviews: int = 0, *, with_money: bool = False) -> None:
    """Partnerships with partners, agreements and reviews, in bulk; their ready rows by a rebuild.

    `with_money`: agreements name money of two givers for three years, and reviews have judged the value.
    `reviews`: how many there are at least; series get earlier ones until there are so many.
    """
    from django.utils import timezone
    from django_scopes import scopes_disabled

    from partnerships.models import Agreement, Organisation, Participation, Partnership, TargetGroup
    from partnerships.portfolio.services.rebuild import rebuild
    from pes_partnerships.accounts.models import EmploymentService, Membership, Office, User
    from reviews.models import Review, Series

    chance, today, now = random.Random(SEED), timezone.localdate(), timezone.now()
    User.objects.create_superuser(email="admin@example.org", password=None, name="Admin")
    service = EmploymentService.objects.create(name="Bench", code="bench", runs_here=True, country="LT")
    people = [User(email=f"m{n}@example.org", name=f"Manager {n}") for n in range(max(1, size // 100))]
    people = User.objects.bulk_create(people)
    Membership.objects.bulk_create(Membership(user=person, service=service, role="manager") for person in people)
    offices = Office.objects.bulk_create(
        Office(service=service, name=f"Office {n}") for n in range(min(100, 1 + size // 100))
    )
    with scopes_disabled():
        bodies = Organisation.objects.bulk_create(
            Organisation(service=service, name=f"Organisation {n}", category="ngo") for n in range(min(size, 2_000))
        )
        rows = Partnership.objects.bulk_create(
            (
                Partnership(
                    service=service,
                    office=chance.choice([None, *offices]),
                    manager=chance.choice(people),
                    reference=f"LT-2026-{n:05}",
                    title=f"{chance.choice(['Youth', 'Skills', 'Work', 'Health'])} partnership {n}",
                    place="Alytus",
                    next_review_on=today + timedelta(days=chance.randint(-60, 360)) if chance.random() < 0.8 else None,
                )
                for n in range(size)
            ),
            batch_size=500,
        )
        groups = list(TargetGroup.objects.values_list("pk", flat=True))
        through = Partnership.target_groups.through
        through.objects.bulk_create(
            (through(partnership=row, targetgroup_id=group) for row in rows for group in chance.sample(groups, 2)),
            batch_size=2_000,
        )
        Participation.objects.bulk_create(
            (
                Participation(partnership=row, organisation=body, status="member", order=order)
                for row in rows
                for order, body in enumerate(chance.sample(bodies, min(3, len(bodies))))
            ),
            batch_size=500,
        )
        texts = Agreement.objects.bulk_create(
            (
                Agreement(
                    partnership=row,
                    version=1,
                    title=row.title,
                    model=chance.choice(["agile", "subcontracted", "co_constructed", "supportive"]),
                    is_open_ended=False,
                    ends_latest=today + timedelta(days=chance.randint(-20, 1200)),
                    **(
                        {"status": "draft"}
                        if chance.random() < 0.1
                        else {"status": "in_force", "snapshot": "{}", "snapshot_sha256": "a" * 64, "in_force_at": now}
                    ),
                )
                for row in rows
            ),
            batch_size=500,
        )
        if with_money:
            _add_money([text for text in texts if text.status == "in_force"], chance, today.year)
            for row in rows:
                row.review_worth = chance.choice(["yes", "partly", "no", "cannot_say", ""])
            Partnership.objects.bulk_update(rows, ["review_worth"], batch_size=500)
        running = [text for text in texts if text.status == "in_force" and text.partnership.next_review_on]
        series = Series.objects.bulk_create(
            (Series(partnership=text.partnership, agreement=text) for text in running), batch_size=500
        )
        earlier = max(0, reviews - len(series))
        Review.objects.bulk_create(
            (
                Review(
                    series=one,
                    agreement=text,
                    number=number,
                    due_on=text.partnership.next_review_on - timedelta(days=365 * (2 - number)),
                    planned_at=now,
                    **({"status": "cancelled"} if number == 1 else {}),
                )
                for order, (one, text) in enumerate(zip(series, running, strict=True))
                for number in ((1, 2) if order < earlier else (2,))
            ),
            batch_size=500,
        )
    rebuild()


def _add_money(texts: list, chance: random.Random, year: int) -> None:
    from partnerships.models import Contribution, ContributionYear

    given = Contribution.objects.bulk_create(
        (
            Contribution(
                agreement=text, kind="money", source_name=source, currency=chance.choice(["EUR", "EUR", "NOK"])
            )
            for text in texts
            for source in ("ESF+", "A fund")
        ),
        batch_size=500,
    )
    ContributionYear.objects.bulk_create(
        (
            ContributionYear(contribution=row, year=each, amount=round(10 ** chance.uniform(3, 7)))
            for row in given
            for each in (year - 1, year, year + 1)
        ),
        batch_size=500,
    )


def run(size: int, rounds: int, *, postgres: bool) -> None:
    with database(f"portfolio-{size}", lambda: make(size), postgres=postgres) as server:
        from django.contrib import admin

        from partnerships.models import Partnership

        admin.site._registry[Partnership].list_per_page = LINES
        found = measured(
            {
                "portfolio": page(signed_in("m0@example.org"), "/portfolio/"),
                "admin": page(signed_in("admin@example.org"), "/admin/partnerships/partnership/"),
            },
            rounds,
            server,
        )
    ours, hello, theirs = found["portfolio"], found["hello"], found["admin"]
    name = f"Portfolio of {size:,}"
    tell(Figure(name, ours.cpu / hello.cpu, most=MOST_HELLOS, note=beside(ours)))
    tell(Figure(f"{name}, of the admin's list", ours.cpu / theirs.cpu, "× the admin", most=MOST_OF_ADMIN))
