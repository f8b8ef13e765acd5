"""Answers of the offices that were asked: when all have agreed, the act is carried out by itself (F2, X1)."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone, translation

from partnerships.consents import rules
from partnerships.consents.mails import consent_closed
from partnerships.hooks import consent_acts
from partnerships.models import Consent, ConsentAnswer
from partnerships.shared.services.conflicts import Conflict
from partnerships.shared.services.refused import Refused
from pes_partnerships.accounts.models import Membership
from pes_partnerships.ledger.services import Actor, one_act
from pes_partnerships.lib.findings import Finding
from pes_partnerships.lib.moves import MoveRefused

from .asking import agreed, record_consent


def answer_of(consent: Consent, membership: Membership) -> ConsentAnswer | None:
    """The answer that this person may still give: of their office, or, for the whole service, one after the other."""
    waiting = consent.answers.filter(agrees=None)
    if consent.status != Consent.Status.ASKED:
        return None
    if membership.office_id is None:
        return waiting.filter(office=None).first() or waiting.first()
    return waiting.filter(office=membership.office_id).first()


@one_act()
def answer_consent(*, answer: ConsentAnswer, by: Actor, agrees: bool, reason: str) -> Consent:
    """One office has decided; one refusal closes the request. Raises Refused where it was answered or closed before."""
    consent = _locked(answer.consent_id)
    answer = consent.answers.select_related("office", "partnership").get(pk=answer.pk)
    if answer.agrees is not None:
        raise Refused([Finding("answered", rules.ANSWERED)])
    answer.agrees, answer.reason = agrees, reason
    answer.answered_by, answer.answered_at = by.account, timezone.now()
    answer.save()
    private = {"reason": reason} if reason else {}
    record_consent("consent.agreed" if agrees else "consent.refused", consent, by, [answer], private=private)
    if not agrees:
        _close(consent, Consent.Status.REFUSED, by)
    elif not consent.answers.filter(agrees=None).exists():
        _carry_out(consent, by)
    return consent


@one_act()
def withdraw_consent(*, consent: Consent, by: Actor) -> Consent:
    """The office that asked asks no more; a second click finds it withdrawn."""
    if Consent.objects.get(pk=consent.pk).status == Consent.Status.WITHDRAWN:
        return consent
    consent = _locked(consent.pk)
    _close(consent, Consent.Status.WITHDRAWN, by)
    return consent


def _locked(pk: int) -> Consent:
    rows = Consent.objects.select_related("service", "organisation", "office", "asked_by")
    consent = rows.select_for_update(of=("self",)).get(pk=pk)
    if consent.status != Consent.Status.ASKED:
        raise Refused([Finding("closed", rules.CLOSED)])
    return consent


def _carry_out(consent: Consent, by: Actor) -> None:
    """As the person who asked would have done it; where that is no longer possible, nothing of it is written."""
    with translation.override(consent.asked_by.language):
        hindrance = _hindrance(consent)
    consent.hindrance = hindrance
    _close(consent, Consent.Status.OVERTAKEN if hindrance else Consent.Status.DONE, by)


def _hindrance(consent: Consent) -> str:
    managers = Membership.objects.active().managers().filter(user=consent.asked_by, service=consent.service)
    if not managers.exists():
        return str(rules.NO_LONGER_MANAGER)
    act = consent_acts[consent.act]
    try:
        with transaction.atomic(), agreed():
            form = act.form(consent, typed(consent))
            if form is not None and not form.is_valid():
                return _invalid([str(error) for errors in form.errors.values() for error in errors])
            act.carry_out(consent, form, Actor.user(consent.asked_by))
    except Conflict:
        return str(rules.CHANGED_SINCE)
    except ObjectDoesNotExist:
        return str(rules.NO_LONGER_THERE)
    except Refused as refused:
        return _invalid([str(finding.title) for finding in refused.findings])
    except MoveRefused as refused:
        return _invalid([refused.words])
    return ""


def typed(consent: Consent) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in consent.values.items():
        data.setlist(name, values)
    return data


def _invalid(reasons: list[str]) -> str:
    return " ".join([str(rules.NO_LONGER_VALID), *filter(None, reasons)])


def _close(consent: Consent, status: str, by: Actor) -> None:
    """X3: what was typed goes; the ledger keeps who asked, who answered what, and the act itself."""
    answers: list[Any] = list(consent.answers.select_related("office", "partnership", "answered_by"))
    consent.status, consent.closed_at, consent.values = status, timezone.now(), {}
    consent.save()
    record_consent(f"consent.{CLOSED_AS[status]}", consent, by, answers)
    consent_closed(consent=consent, answers=answers, by=by.account)


CLOSED_AS = {
    Consent.Status.DONE: "carried_out",
    Consent.Status.REFUSED: "closed",
    Consent.Status.WITHDRAWN: "withdrawn",
    Consent.Status.OVERTAKEN: "overtaken",
}
