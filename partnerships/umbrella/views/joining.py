"""What umbrella agreements add to other pages: the partnership's, and the task list of a draft (A18)."""

import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from partnerships.drafting.rules.freezing import read
from partnerships.drafting.services.wording import agreement_text
from partnerships.hooks import TOP, Group, Panel, on_record
from partnerships.models import Agreement, LocalText, Partnership
from partnerships.rules.lifecycle import AgreementStatus
from partnerships.shared.services.on_record import local_texts
from partnerships.umbrella.rules.passing import PartMode, reads_the_same
from partnerships.umbrella.services.progress import findings_below, readable
from partnerships.umbrella.services.templates import GOVERNS, umbrella_among, umbrella_of
from pes_partnerships.accounts.models import Membership
from pes_partnerships.lib.findings import ADVICE, Finding


def draft_findings(*, agreement: Agreement) -> list[Finding]:
    """An umbrella that governs no more, and what the draft says against it."""
    found = findings_below(agreement)
    above = agreement.parent
    if above is not None and above.status not in GOVERNS:
        newer = umbrella_of(above.partnership)
        found.append(
            Finding(
                "umbrella_over",
                _("The umbrella agreement “%(agreement)s” does not govern any more.") % {"agreement": above},
                _("Choose its newer version, or remove the umbrella from this agreement."),
                severity=ADVICE if newer else "blocking",
                anchor="umbrella",
            )
        )
    return found


def draft_panels(*, agreement: Agreement, membership: Membership) -> list[Panel]:
    """Beside the task list: what the draft stands under."""
    url = reverse("partnerships:agreement_umbrella", args=[agreement.pk])
    above, above_url = agreement.parent, ""
    if above and Agreement.objects.visible_to(membership).filter(pk=above.pk).exists():
        above_url = reverse("partnerships:agreement_text", args=[above.pk])
    context = {"above": above, "above_url": above_url, "url": url if membership.may("write_agreement") else ""}
    return [Panel("partnerships/umbrella/_panel_draft.html", context)]


def part_panels(*, agreement: Agreement, part: str, membership: Membership) -> list[Panel]:
    """Above a section of a local draft that the template passes down: its words above, and the way back to them."""
    local = LocalText.objects.filter(partnership=agreement.partnership_id).select_related("template__umbrella").first()
    mode = local.template.parts.get(part) if local and local.template else None
    if mode not in (PartMode.FIXED, PartMode.FILL):
        return []
    above = read(local.template.umbrella.snapshot)
    section = next((each for each in above.sections if each.key == part), None)
    if section is None:
        return []
    own = next((each for each in agreement_text(agreement).sections if each.key == part), None)
    is_fixed, differs = mode == PartMode.FIXED, not reads_the_same(section, own)
    may_restore = membership.may("write_agreement") and agreement.is_draft and is_fixed and differs
    context = {
        "is_fixed": is_fixed,
        "umbrella": local.template.umbrella,
        "markdown": section.markdown,
        "own": own.markdown if own else "",
        "language": above.language,
        "differs": differs,
        "url": reverse("partnerships:local_part_restore", args=[local.pk, part]) if may_restore else "",
    }
    return [Panel("partnerships/umbrella/_panel_part.html", context, place=TOP)]


def panels(
    *, partnership: Partnership, versions: list[Agreement], membership: Membership, today: datetime.date
) -> list[Panel]:
    """On the page of the partnership: its local agreements, or what it stands under. Constant queries."""
    newest = next((each for each in versions if each.status != AgreementStatus.WITHDRAWN), None)
    above = newest if newest and newest.parent_id else None
    has_any = on_record.has(partnership, local_texts)
    count = readable(partnership.local_texts.all(), membership).count() if has_any else 0
    governs = umbrella_among(versions) is not None
    may_make = membership.may("write_agreement") and partnership.ended_on is None and governs
    if not (above or count or may_make):
        return []
    can_read = (
        bool(above) and Partnership.objects.visible_to(membership).filter(pk=above.parent.partnership_id).exists()
    )
    context = {
        "above": above.parent if above else None,
        "above_url": reverse("partnerships:partnership", args=[above.parent.partnership_id]) if can_read else "",
        "count": count,
        "url": reverse("partnerships:local_texts", args=[partnership.pk]) if count or may_make else "",
    }
    return [
        Panel("partnerships/umbrella/_panel_partnership.html", context, place="aside", order=1, group=Group.AGREEMENT)
    ]
