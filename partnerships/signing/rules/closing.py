"""The two chapters that follow the signed text in print: who signed, and how to check it (S2, S3)."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.agreements.rules.blocks import Cell, Chapter, Presentation, make_table, numbered_tables
from partnerships.drafting.rules.text import AgreementText, PartyText
from pes_partnerships.lib.dates import display_date, display_datetime
from pes_partnerships.lib.text import escape_markdown, in_groups

RECORD_DIGITS = 16


@dataclass(frozen=True)
class SignatureLine:
    """One standing signature; `record` is the hash of its ledger entry, `at` is aware."""

    party: str
    name: str
    office_held: str
    mandate: str
    method: str
    is_on_paper: bool
    at: datetime.datetime
    record: str = ""
    name_withheld: bool = False


@dataclass(frozen=True)
class SealFacts:
    """What the last chapter says about the file."""

    fingerprint: str
    data_name: str  # empty where the data is not attached
    edition: int
    signed_until: datetime.datetime
    service: str
    is_sealed: bool = True  # a public copy is none of the sealed files
    ledger_head: str = ""  # "SEQ:HASH" when the last of its signatures was recorded


def add_closing(shown: Presentation, lines: Sequence[SignatureLine], seal: SealFacts) -> None:
    with translation.override(shown.language):
        last_signed = len(shown.chapters)
        signatures = Chapter(last_signed + 1, "signatures", _("Signatures"))
        _fill_signatures(signatures, lines, seal, last_signed)
        check = Chapter(last_signed + 2, "check", _("Verification of this document"))
        _fill_check(check, seal, signatures.number)
        shown.chapters += [signatures, check]
        numbered_tables(shown.chapters, _("Table %(number)s"))


def draft_words(at: datetime.datetime) -> str:
    """In the current language and time zone."""
    return _("Draft as of %(when)s. Not for signature.") % {"when": display_datetime(at)}


def unsigned_words() -> str:
    return _("For signature. This file holds no signatures yet.")


def add_sheet(shown: Presentation, text: AgreementText, fingerprint: str, data_name: str) -> None:
    """Room for signatures under a text that is out: by hand on paper, or by a certificate in the file."""
    with translation.override(shown.language):
        last = len(shown.chapters)
        chapter = Chapter(last + 1, "signatures", _("Signatures"))
        what = _(
            "Each party signs the list of parties and chapters 1 to %(last)s, identified by the fingerprint "
            "%(fingerprint)s."
        ) % {"last": last, "fingerprint": in_groups(fingerprint)}
        how = _(
            "A party may sign this page by hand, or this file with an electronic signature (PAdES). The file must not "
            "be changed in any other way: the service compares it with this one."
        )
        data = _(
            "The text is attached to this file as data (%(name)s). The SHA-256 of that attachment must match the "
            "fingerprint."
        ) % {"name": escape_markdown(data_name)}
        chapter.add_clauses([what, how, data])
        columns = [
            (_("Party and position"), "middle"),
            (_("Signed by"), "middle"),
            (_("Place, date and signature"), "wide"),
        ]
        rows = [
            (Cell((party.name,)), "", "")
            if party.any_person
            else (Cell((party.name,), each.office_held), each.name, "")
            for party in text.parties
            if party.must_sign
            for each in party.signatories
        ]
        chapter.items.append(make_table("sheet", _("Signatures, in the order of the parties"), columns, rows))
        shown.chapters.append(chapter)
        numbered_tables(shown.chapters, _("Table %(number)s"))


def _places(party: PartyText) -> list[tuple[str, str]]:
    """Position and name of each who signs; any person with a mandate writes their own."""
    return [("", "")] if party.any_person else [(each.office_held, each.name) for each in party.signatories]


def _fill_signatures(chapter: Chapter, lines: Sequence[SignatureLine], seal: SealFacts, last: int) -> None:
    agreed = _(
        "Each party signed the list of parties and chapters 1 to %(last)s, identified by the fingerprint "
        "%(fingerprint)s."
    ) % {"last": last, "fingerprint": in_groups(seal.fingerprint)}
    added = _("Chapters %(first)s and %(second)s were added after signature.") % {
        "first": chapter.number,
        "second": chapter.number + 1,
    }
    record = _(
        "Each signature is an entry in the ledger of the service and is linked to the previous entry. The first "
        "sixteen characters of the entry are printed."
    )
    if not lines:
        chapter.add_clauses([_("The signatures under this text were not given through this service."), added])
        return
    chapter.add_clauses([f"{agreed} {added}", record])
    columns = [(_("Party and position"), "middle"), (_("Signed by"), "middle"), (_("Evidence"), "wide")]
    rows = [(Cell((line.party,), line.office_held), _name(line), Cell(evidence(line))) for line in lines]
    chapter.items.append(make_table("signatures", _("Signatures, in the order of the parties"), columns, rows))


def _name(line: SignatureLine) -> str:
    return _("Name withheld") if line.name_withheld else line.name


def evidence(line: SignatureLine) -> tuple[str, ...]:
    """When and how it was given, by which mandate, and where the ledger has it; in the current language."""
    when = display_date(line.at) if line.is_on_paper else moment(line.at)
    mandate = _("Mandate: %(mandate)s") % {"mandate": line.mandate} if line.mandate else ""
    record = _("Record: %(record)s") % {"record": in_groups(line.record[:RECORD_DIGITS])} if line.record else ""
    first = _("%(when)s. %(method)s.") % {"when": when, "method": line.method}
    return tuple(each for each in (first, mandate, record) if each)


def moment(at: datetime.datetime) -> str:
    """Day, time to the second and distance from UTC, in the current time zone."""
    offset = timezone.localtime(at).strftime("%z")
    hours, minutes = int(offset[:3]), offset[3:5]
    shift = f"UTC{hours:+d}" if minutes == "00" else f"UTC{hours:+d}:{minutes}"
    return f"{display_datetime(at, seconds=True)} ({shift})"


def _fill_check(chapter: Chapter, seal: SealFacts, signatures: int) -> None:
    what = _(
        "The fingerprint in the footer and in %(clause)s is the SHA-256 of the agreed text as data. It is not the "
        "SHA-256 of this file, because a file cannot contain its own. The same fingerprint appears on the page that "
        "each party signed, in this file and in the records of the service."
    ) % {"clause": f"{signatures}.1"}
    attached = _(
        "The agreed text is attached to this file as data (%(name)s). The SHA-256 of that attachment, calculated with "
        "any standard tool, must match the fingerprint."
    ) % {"name": escape_markdown(seal.data_name)}
    kept = _(
        "%(service)s keeps the SHA-256 of this whole file in its records and in its ledger. Ask the service for it "
        "and compare it with that of your copy. The service checks it each time it provides the file."
    ) % {"service": escape_markdown(seal.service)}
    if seal.ledger_head:
        chained = _(
            "When the last signature was recorded, the chain of the ledger ended with %(head)s. Whoever knows this "
            "value can ask the service to show that no earlier entry was changed since."
        )
        kept = f"{kept} {chained % {'head': _breakable(seal.ledger_head)}}"
    made = _(
        "This is edition %(edition)s of the file, with the signatures given up to %(when)s. It is archivable (PDF/A-3) "
        "and accessible (PDF/UA)."
    ) % {
        "edition": seal.edition,
        "when": escape_markdown(moment(seal.signed_until)),
    }
    if seal.is_sealed:
        limits = _(
            "The file bears an electronic seal of %(service)s (PAdES). Any program that checks signatures in PDF files "
            "shows whether the file was changed after it was sealed, and by which certificate it was sealed."
        ) % {"service": escape_markdown(seal.service)}
    else:
        limits = _(
            "The file has no electronic seal or certificate. Proof is provided by the fingerprints and by the records "
            "of the service."
        )
    chapter.add_clauses([what, attached if seal.data_name else "", kept, f"{made} {limits}"])


def _breakable(head: str) -> str:
    """“17:ab12 cd34 …”: it may break between its groups."""
    seq, _colon, digits = head.partition(":")
    return f"{seq}:{in_groups(digits)}"


def signed_between(lines: Sequence[SignatureLine], signed: int, parties: int) -> str:
    """“Signed by all 3 parties between 16 November and 8 December 2026”; of a network also who joined it later."""
    if not lines:
        return ""
    first, last = min(line.at for line in lines), max(line.at for line in lines)
    words = {
        "count": signed,
        "parties": parties,
        "first": display_date(first),
        "last": display_date(last),
    }
    if signed > parties:
        by = ngettext("%(count)s party", "%(count)s parties", signed)
    elif signed == parties:
        by = ngettext("%(parties)s party", "all %(parties)s parties", parties)
    else:
        by = ngettext("%(count)s of %(parties)s party", "%(count)s of %(parties)s parties", parties)
    words["who"] = by % words
    if words["first"] == words["last"]:
        return _("Signed by %(who)s on %(last)s.") % words
    return _("Signed by %(who)s between %(first)s and %(last)s.") % words
