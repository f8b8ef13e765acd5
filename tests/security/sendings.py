"""Every form that makes something: its page, what is typed into it, and of which kind the new row is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone

from directory.models import Proposal
from partnerships import models as of
from partnerships.models.organisation import OrganisationName
from reviews.models import Activity, CorrectiveAction, Measurement

PDF = b"%PDF-1.7\n%%EOF\n"


@dataclass(frozen=True)
class Sending:
    """`holding`: a field of the form, where the page has several; `typed(world)` is put into it."""

    name: str
    makes: type[Model]
    holding: str
    about: Callable[[Any], Any] | None = None
    typed: Callable[[Any], dict[str, Any]] = lambda world: {}
    query: Callable[[Any], str] = lambda world: ""
    page: Callable[[Any], str] | None = None  # where the form stands on another page than the one it is sent to

    def path(self, world: Any) -> str:
        return reverse(self.name, args=[self.about(world)] if self.about else []) + self.query(world)

    def page_path(self, world: Any) -> str:
        return self.page(world) if self.page else self.path(world)


def day(field: str) -> dict[str, str]:
    today = timezone.localdate()
    return {f"{field}_{part}": str(getattr(today, part)) for part in ("day", "month", "year")}


def partnership(world: Any) -> int:
    return world.partnership.pk


def agreement(world: Any) -> int:
    return world.agreement.pk


def organisation(world: Any) -> int:
    return world.organisation.pk


def running(world: Any) -> int:
    return world.running.pk


SENDINGS = [
    Sending("partnerships:partnership_new", of.Partnership, "title", typed=lambda w: {"title": "Evening advice"}),
    Sending(
        "partnerships:organisation_new",
        of.Organisation,
        "name",
        typed=lambda w: {"name": "Varėna Harbour Trust", "category": "ngo"},
    ),
    Sending(
        "partnerships:organisation_rename",
        OrganisationName,
        "name",
        organisation,
        lambda w: {"name": "Agency of Work", **day("on")},
    ),
    Sending("partnerships:name_new", OrganisationName, "name", organisation, lambda w: {"name": "The Exchange"}),
    Sending(
        "partnerships:representation_new",
        of.Representation,
        "side",
        lambda w: w.federation.pk,
        lambda w: {"other": str(w.second_record.pk)},
    ),
    Sending(
        "partnerships:assessment_new",
        of.Assessment,
        "relevance_note",
        organisation,
        lambda w: {"relevance": "2", "relevance_note": "It knows the schools."},
    ),
    Sending(
        "partnerships:contact_new",
        of.Contact,
        "name",
        organisation,
        lambda w: {"name": "Rasa Rasaitė", "email": "rasa@partner.example"},
    ),
    Sending(
        "partnerships:representative_change",
        of.RepresentativeChange,
        "follows",
        lambda w: w.federation.pk,
        lambda w: {
            "follows": "new",
            **day("on"),
            "person-name": "Ieva Ievaitė",
            "person-email": "ieva@partner.example",
        },
    ),
    Sending(
        "partnerships:participant_new",
        of.Participation,
        "class_name",
        partnership,
        lambda w: {"class_name": "Employers of the town", "category": "ngo", "status": "identified"},
    ),
    Sending(
        "partnerships:actors",
        of.Participation,
        "once",
        partnership,
        lambda w: {"organisation": w.second_record.pk},
        query=lambda w: "?looked=1",
    ),
    Sending(
        "partnerships:dialogue_new",
        of.DialogueEntry,
        "said",
        lambda w: w.actor.pk,
        lambda w: {"kind": "call", "said": "They doubt the budget.", **day("on")},
    ),
    Sending("partnerships:invite", of.Invitation, "message", lambda w: w.actor.pk),
    Sending("partnerships:invite_several", of.Invitation, "message", lambda w: w.unasked.pk, query=lambda w: "?all=1"),
    Sending("partnerships:team_member_new", of.TeamMember, "part", partnership, lambda w: {"name": "Ieva"}),
    Sending(
        "partnerships:training_new",
        of.Training,
        "title",
        partnership,
        lambda w: {"title": "Negotiating", "kind": "joint"},
    ),
    Sending("partnerships:advice", of.ModelAdvice, "time", partnership, lambda w: {"time": "soon"}),
    Sending("partnerships:agreement_new", of.Agreement, "title", running, lambda w: {"kind": "amendment"}),
    Sending("partnerships:party_new", of.Party, "participation", agreement, lambda w: {"participation": w.actor.pk}),
    Sending("partnerships:agreement_parties", of.Party, "once", agreement),
    Sending(
        "partnerships:contribution_new",
        of.Contribution,
        "source_name",
        agreement,
        lambda w: {"source_name": "ESF+", "kind": "money", "amount": "100", "currency": "EUR"},
    ),
    Sending(
        "partnerships:objective_new",
        of.Objective,
        "title",
        agreement,
        lambda w: {"title": "Less waiting", "comparator": "at_least"},
    ),
    Sending("partnerships:approval_ask", of.Approval, "why", lambda w: w.draft_beyond.pk, lambda w: {"why": "Rooms."}),
    Sending(
        "partnerships:agreement_send",
        of.SigningRequest,
        "signing_ends_on_day",
        lambda w: w.ready.pk,
        lambda w: {"confirmed": "on"},
    ),
    Sending(
        "partnerships:party_ask",
        of.SigningRequest,
        "once",
        lambda w: w.out_party.pk,
        page=lambda w: f"/agreements/{w.out.pk}/signatures/",
    ),
    Sending(
        "partnerships:party_paper",
        of.Signature,
        "mandate",
        lambda w: w.out_party.pk,
        lambda w: {**day("signed_on"), "scan": SimpleUploadedFile("scan.pdf", PDF)},
    ),
    Sending(
        "partnerships:imports",
        of.RegistryImport,
        "once",
        typed=lambda w: {"file": SimpleUploadedFile("new.csv", b"Name,Category\nYouth Centre,ngo\n")},
    ),
    Sending("directory:propose", Proposal, "shown", lambda w: w.unproposed.pk, lambda w: {"note": "Ready"}),
    Sending(
        "reviews:value_new",
        Measurement,
        "numerator",
        lambda w: w.signed_objective.pk,
        lambda w: {"value": "52", "as_of_year": str(timezone.localdate().year), "source": "Register"},
    ),
    Sending(
        "reviews:value_correct",
        Measurement,
        "reason",
        lambda w: w.measurement.pk,
        lambda w: {"value": "51", "reason": "Typing"},
    ),
    Sending("reviews:activity_new", Activity, "title", running, lambda w: {"title": "Evening session"}),
    Sending("reviews:action_new", CorrectiveAction, "text", running, lambda w: {"text": "Call all", **day("due_on")}),
]
