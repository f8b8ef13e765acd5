"""What waits for this person on the portfolio (hook `waiting`): each begins with a verb and gives its reason."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.access import Managers
from partnerships.hooks import Waiting
from partnerships.models import Partnership
from pes_partnerships.accounts.models import Membership
from pes_partnerships.accounts.rules.roles import Role
from pes_partnerships.lib.dates import display_date
from reviews.models import CorrectiveAction, Review
from reviews.rules.lifecycle import ReviewStatus
from reviews.shared.rules import review_name

SOON_DAYS = 60
ESCALATES_AFTER = 7  # N1: days after which a late review is the manager's own business


def waiting(*, membership: Membership | None, today: date) -> list[Waiting]:
    """Reviews that are due or late, proposals to confirm, and overdue corrective actions; three queries."""
    if membership is None or not membership.may("log_review"):
        return []
    partnerships = Partnership.objects.visible_to(membership)
    reviews = (
        Review.objects.open()
        .reviews_proper()
        .filter(series__partnership__in=partnerships, due_on__lte=today + timedelta(days=SOON_DAYS))
        .select_related("series__partnership__office", "logged_by")
        .order_by("due_on", "pk")
    )
    actions = CorrectiveAction.objects.open().agreed().filter(partnership__in=partnerships, due_on__lt=today)
    managers = Managers(membership.service_id)
    return [
        *(item for review in reviews if (item := _review(review, membership, managers, today))),
        *(_action(action, today) for action in actions.select_related("partnership", "owner__organisation")),
    ]


def _review(review: Review, membership: Membership, managers: Managers, today: date) -> Waiting | None:
    if review.status == ReviewStatus.PROPOSED:
        return _to_confirm(review, membership, managers) if membership.may("confirm_review") else None
    return _to_log(review, membership, managers, today)


def _to_confirm(review: Review, membership: Membership, managers: Managers) -> Waiting:
    partnership = review.series.partnership
    who = str(review.logged_by) if review.logged_by else _("The office")
    reason = _("%(who)s proposes: %(decision)s. Nothing starts before you confirm it.")
    return Waiting(
        url=reverse("reviews:review", args=[review.pk]),
        label=_("Confirm the %(review)s") % {"review": review_name(review.series.every_months)},
        partnership=partnership.title,
        reason=reason % {"who": who, "decision": review.get_decision_display()},
        on=review.due_on,
        when=_due(review.due_on),
        mine=managers.are_asked(membership, partnership, act="confirm_review"),
        with_whom=managers.with_whom(partnership),
    )


def _to_log(review: Review, membership: Membership, managers: Managers, today: date) -> Waiting:
    partnership = review.series.partnership
    late = (today - review.due_on).days
    manages = membership.role == Role.MANAGER
    with_office = manages and partnership.office_id is not None and membership.office_id != partnership.office_id
    is_asked = not manages or managers.are_asked(membership, partnership, act="log_review")
    escalated = with_office and is_asked and late >= ESCALATES_AFTER
    office = _("%(office)s office") % {"office": partnership.office.name} if with_office else ""
    return Waiting(
        url=reverse("reviews:review", args=[review.pk]),
        label=_("Log the %(review)s") % {"review": review_name(review.series.every_months)},
        partnership=partnership.title,
        reason=_reason(review, late, escalated),
        on=review.due_on,
        when=_due(review.due_on),
        mine=escalated or (is_asked and not with_office),
        with_whom=office or managers.with_whom(partnership),
    )


def _reason(review: Review, late: int, escalated: bool) -> str:
    if escalated:
        text = ngettext(
            "The %(office)s office has not logged it. It was passed to you after %(days)s day.",
            "The %(office)s office has not logged it. It was passed to you after %(days)s days.",
            ESCALATES_AFTER,
        )
        return text % {"office": review.series.partnership.office.name, "days": ESCALATES_AFTER}
    if late > 0:
        text = _("It was due on %(day)s. Every agreement in force must be reviewed at least once a year.")
    elif review.status == ReviewStatus.STARTED:
        text = _("It has been started and is due on %(day)s.")
    else:
        text = _("It is due on %(day)s. Known values are filled in.")
    return text % {"day": display_date(review.due_on)}


def _action(action: CorrectiveAction, today: date) -> Waiting:
    return Waiting(
        url=reverse("reviews:actions", args=[action.partnership_id]),
        label=_("Follow up the action: %(text)s") % {"text": action.text},
        partnership=action.partnership.title,
        reason=_("It was due on %(day)s.") % {"day": display_date(action.due_on)},
        on=action.due_on,
        when=_due(action.due_on),
        mine=False,
        with_whom=action.owner.name if action.owner else "",
    )


def _due(day: date) -> str:
    """The portfolio itself says how late it is."""
    return _("due on %(day)s") % {"day": display_date(day)}
