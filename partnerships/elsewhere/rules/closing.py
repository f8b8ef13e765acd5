"""The last chapter of a printed record: what was recorded beside the text, and what this file proves (A15, S3)."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import translation
from django.utils.translation import gettext as _

from partnerships.agreements.rules.blocks import Chapter, Presentation, make_table, numbered_tables
from pes_partnerships.lib.text import escape_markdown, in_groups


@dataclass(frozen=True)
class SignedLine:
    party: str
    by: str
    on: str


@dataclass(frozen=True)
class FileLine:
    name: str
    what: str
    added: str
    sha256: str


@dataclass(frozen=True)
class RecordFacts:
    """`dates` as (what happened, when, how it is read)."""

    dates: Sequence[tuple[str, str, str]]
    signed: Sequence[SignedLine]
    files: Sequence[FileLine]
    kept: str  # when it was saved last, and by whom
    beside: Sequence[str]  # register, publication, source


def add_record(shown: Presentation, facts: RecordFacts) -> None:
    with translation.override(shown.language):
        chapter = Chapter(len(shown.chapters) + 1, "record", _("Record"))
        chapter.add_clauses(
            [
                _("This text was signed elsewhere and is recorded here. No signature was given in this service."),
                escape_markdown(facts.kept),
                *(escape_markdown(line) for line in facts.beside),
            ]
        )
        dates = [(_("What happened"), "middle"), (_("When"), "middle"), (_("How it is read"), "wide")]
        chapter.items.append(make_table("dates", _("Dates, as they are recorded"), dates, facts.dates))
        if facts.signed:
            columns = [(_("Party"), "wide"), (_("Signed by"), "middle"), (_("Signed on"), "middle")]
            rows = [(line.party, line.by, line.on) for line in facts.signed]
            chapter.items.append(make_table("signed", _("Who signed, as far as a source says"), columns, rows))
        if facts.files:
            columns = [(_("File"), "middle"), (_("Added"), "middle"), ("SHA-256", "wide")]
            rows = [(f"{line.name} ({line.what})", line.added, in_groups(line.sha256)) for line in facts.files]
            chapter.items.append(make_table("files", _("Files of the record"), columns, rows))
            chapter.add_clauses(
                [
                    _(
                        "A fingerprint shows that a file is the one that was added on that day. It says nothing about "
                        "signatures."
                    )
                ]
            )
        shown.chapters.append(chapter)
        numbered_tables(shown.chapters, _("Table %(number)s"))
