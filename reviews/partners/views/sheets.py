"""The sheets of a campaign's workbook: what to do, the parts, their questions, and the drafts that are shown (R8)."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from pes_partnerships.lib.dates import display_date
from pes_partnerships.lib.form_books import FormCell, FormSheet, form_book
from reviews.hooks import printed
from reviews.logging.services.facts import read_review
from reviews.models import Review, ReviewCampaign
from reviews.partners.forms.workbook import (
    PART_HEADINGS,
    QUESTION_HEADINGS,
    AskedPart,
    choice_lists,
    list_titles,
    part_row,
    question_rows,
)
from reviews.partners.views.draft import objective_rows
from reviews.shared.views import title_of

KEPT = 3  # key, partnership and partner stay in sight


def workbook_of(campaign: ReviewCampaign, asked: list[AskedPart], name: str) -> HttpResponse:
    drafts = list({each.about.review.pk: each.about.review for each in asked if each.about.draft}.values())
    questions = [row for each in asked for row in question_rows(each)]
    sheets = [
        _explaining(campaign),
        FormSheet(_("Parts"), _words(PART_HEADINGS), [part_row(each) for each in asked], KEPT),
        FormSheet(_("Record and figures"), _words(QUESTION_HEADINGS), questions, KEPT),
    ]
    if drafts:
        sheets.append(_drafts(drafts))
    return form_book(name, sheets, lists=choice_lists(), titles=list_titles(), of_lists=_("Answers to choose from"))


def _words(headings: list[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(str(words), width) for words, width in headings]


def _explaining(campaign: ReviewCampaign) -> FormSheet:
    days = {
        _("Review campaign"): campaign.title,
        _("Partners send by"): display_date(campaign.partners_by),
        _("Downloaded on"): display_date(timezone.localdate()),
    }
    steps = [
        _("Fill in the white cells. Grey cells are locked: they say what is asked and how each line is known again."),
        _("The sheet “Parts” has one line for each review: who answers, and what you think of the partnership."),
        _("The sheet “Record and figures” has one line for each commitment, agreed action and figure of a review."),
        _("Choose your answer from the list of the cell. Then fill in what belongs to it: words, day or value."),
        _("Write days as 2026-11-27. A period of a value can also be a year, such as 2026."),
        _("If there is a sheet “Drafts”, read the draft of the review there. Then agree or object on “Parts”."),
        _("To object to several parts of a draft, separate them by a semicolon."),
        _("What was answered before is filled in. Change it to give another answer; the earlier one stays on record."),
        _("Leave a line empty to answer nothing. Silence is not taken as agreement."),
        _("Send the workbook back as XLSX to the employment service, which enters your answers for you."),
    ]
    rows = [[FormCell(label), FormCell(value)] for label, value in days.items()]
    rows += [
        [FormCell(_("Step %(number)s") % {"number": number}), FormCell(text)] for number, text in enumerate(steps, 1)
    ]
    return FormSheet(_("Read first"), [(_("What"), 22), (_("How to fill in this workbook"), 100)], rows)


def _drafts(reviews: list[Review]) -> FormSheet:
    headings = [(_("Partnership"), 30), (_("Review"), 24), (_("What"), 36), (_("What the draft says"), 80)]
    rows = [
        list(map(FormCell, (review.series.partnership.title, title_of(review), *line)))
        for review in reviews
        for line in _draft_lines(review)
    ]
    return FormSheet(_("Drafts"), headings, rows)


def _draft_lines(review: Review) -> Iterator[tuple[str, str]]:
    """What the page behind a link shows of the draft: what is proposed, the objectives, and the office's answers."""
    summary = printed(review)
    yield from map(_line, summary["decision"])
    for row in objective_rows(read_review(review, timezone.localdate())):
        known = _("%(value)s, target: %(target)s") % {"value": row["known"], "target": row["target"]}
        yield row["title"], "\n".join(filter(None, (known, row["judged"], row["comment"])))
    yield from map(_line, summary["answers"])


def _line(row: dict[str, Any]) -> tuple[str, str]:
    said = row["lines"] if row.get("lines") else [row.get("value") or row.get("unknown") or ""]
    return str(row["label"]), "\n".join(map(str, said))
