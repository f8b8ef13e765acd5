"""A verdict as the page shows it: heading, facts, what was compared, what to do. No name of a person is in it."""

import datetime
from dataclasses import dataclass, field

from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from partnerships.evidence.rules.answers import Heading, Mood, heading_of
from partnerships.evidence.services.facts import AgreementFacts
from partnerships.models import Document
from partnerships.signing.services.verifying import Finding, Today, Verdict, is_known_certificate
from pes_partnerships.lib.dates import display_date, display_datetime
from pes_partnerships.lib.text import one_line


@dataclass(frozen=True)
class Fact:
    label: str
    value: str
    note: str = ""
    tag: str = ""
    tag_kind: str = ""


@dataclass(frozen=True)
class Check:
    label: str
    is_so: bool
    note: str = ""


@dataclass
class Answer:
    heading: Heading
    lead: str = ""
    facts: list[Fact] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    words: list[str] = field(default_factory=list)  # what it means, and what to do
    sha256: str = ""
    proves: bool = False

    @property
    def is_bad(self) -> bool:
        return self.heading.mood == Mood.BAD


def answer_to(verdict: Verdict, facts: AgreementFacts | None, *, file_name: str, at: datetime.datetime) -> Answer:
    """`file_name` is empty where only number and fingerprint were sent. Days and times are those of now's zone."""
    finding = verdict.finding
    if finding == Finding.NOT_OURS and is_known_certificate(verdict.seal.certificate_sha256):
        finding = Finding.CHANGED
    answer = Answer(heading_of(finding, verdict.today), sha256=verdict.sha256)
    if file_name:
        answer.facts.append(_file(verdict, file_name, at))
    if finding == Finding.NOT_OURS:
        _not_known(answer, is_file=bool(file_name))
    elif finding == Finding.CHANGED:
        _changed(answer, verdict, facts)
    elif facts:
        _known(answer, verdict, facts, is_file=bool(file_name))
    return answer


def _file(verdict: Verdict, name: str, at: datetime.datetime) -> Fact:
    words = _("%(name)s, %(size)s") % {"name": one_line(name), "size": filesizeformat(verdict.file.size)}
    return Fact(_("File"), words, _when_checked(at))


def _when_checked(at: datetime.datetime) -> str:
    zone = timezone.get_current_timezone_name()
    return _("Checked on %(when)s (time zone %(zone)s)") % {"when": display_datetime(at, seconds=True), "zone": zone}


def _known(answer: Answer, verdict: Verdict, facts: AgreementFacts, *, is_file: bool) -> None:
    finding, document = verdict.finding, verdict.document
    is_list = document is not None and document.kind == Document.Kind.MEMBERS
    named = {"number": document.number if is_list else facts.number, "version": facts.version}
    if finding == Finding.PENDING:
        answer.lead = _("The text of %(number)s, version %(version)s, is the one that was signed.") % named
        answer.words = [_("The sealed file follows; those who signed get it by e-mail. Check it again then.")]
        return
    if finding == Finding.TEXT:
        answer.lead = _(
            "The text of %(number)s, version %(version)s, is the one that was signed. The fingerprint of the text "
            "appears on each page; the file as a whole has another one."
        )
        answer.lead = answer.lead % named
        answer.words = [_("To check that a file is unchanged, check the file itself.")]
    elif finding in (Finding.SEAL_BROKEN, Finding.RECORDS_DIFFER):
        answer.words = [_("Do not rely on it. Contact the service, whose administrator can examine its records.")]
    elif is_list:
        words = _("This file is the sealed accession list %(number)s of version %(version)s, byte for byte.")
        if not is_file:
            words = _("This fingerprint is that of the sealed accession list %(number)s of version %(version)s.")
        answer.lead = words % named
    elif is_file:
        answer.lead = _("This file is the sealed agreement %(number)s, version %(version)s, byte for byte.") % named
    else:
        answer.lead = _("This fingerprint is that of the sealed agreement %(number)s, version %(version)s.") % named
    if not is_file:
        answer.facts.append(Fact(_("Checked"), _when_checked(timezone.now())))
    answer.facts += [_agreement(facts), *_sealed(verdict, facts), _today(verdict, facts)]
    if document:
        answer.checks = _checks(verdict, facts, is_file=is_file)
    answer.proves = finding == Finding.HOLDS


def _agreement(facts: AgreementFacts) -> Fact:
    words = _("%(title)s, version %(version)s") % {"title": facts.title, "version": facts.version}
    days = {"count": facts.signatures, "first": display_date(facts.first), "last": display_date(facts.last)}
    if not facts.first:
        note = ""
    elif facts.first == facts.last:
        note = ngettext("%(count)s signature, %(last)s", "%(count)s signatures, %(last)s", facts.signatures) % days
    else:
        note = ngettext(
            "%(count)s signature, %(first)s to %(last)s",
            "%(count)s signatures, %(first)s to %(last)s",
            facts.signatures,
        )
        note = note % days
    return Fact(_("Agreement"), words, note)


def _sealed(verdict: Verdict, facts: AgreementFacts) -> list[Fact]:
    document = verdict.document
    if document is None or not document.level:
        return []
    when = {"when": display_datetime(document.stamped_at or document.made_at, seconds=True)}
    if document.stamped_at:
        note = _("%(when)s, confirmed by a time-stamping authority") % when
    else:
        note = _("%(when)s, by the clock of the service") % when
    if document.edition < verdict.newest_edition:
        more = _("Edition %(edition)s; the newest edition is %(newest)s.")
        note += "\n" + more % {"edition": document.edition, "newest": verdict.newest_edition}
    else:
        note += "\n" + _("Edition %(edition)s, the newest") % {"edition": document.edition}
    who = document.sealed_by
    if who != facts.service:
        who = _("%(who)s, for %(service)s") % {"who": who, "service": facts.service}
    return [Fact(_("Sealed by"), who, note)]


def _today(verdict: Verdict, facts: AgreementFacts) -> Fact:
    label, today = _("Today"), verdict.today
    newer = verdict.in_force
    named = {
        "since": display_date(facts.since),
        "until": display_date(facts.until),
        "version": newer.version if newer else "",
    }
    if today == Today.IN_FORCE:
        words = _("From %(since)s to %(until)s") if facts.until else _("From %(since)s, without a fixed end")
        return Fact(label, words % named if facts.since else "", tag=_("In force"), tag_kind="success")
    if today == Today.NOT_YET:
        words = _("From %(since)s") % named if facts.since else ""
        return Fact(label, words, tag=_("Not yet in force"), tag_kind="warning")
    if today == Today.SUPERSEDED:
        words = _("By version %(version)s, on %(until)s") if newer and facts.until else _("By a later version")
        if newer is None and facts.until:
            words = _("By a later version, on %(until)s")
        return Fact(label, words % named, tag=_("Superseded"), tag_kind="warning")
    if today == Today.EXPIRED:
        return Fact(label, _("Since %(until)s") % named, tag=_("Expired"), tag_kind="warning")
    words = _("On %(until)s") % named if facts.until else ""
    return Fact(label, words, tag=_("Ended"), tag_kind="warning")


def _checks(verdict: Verdict, facts: AgreementFacts, *, is_file: bool) -> list[Check]:
    document, seal = verdict.document, verdict.seal
    checks = []
    if is_file:
        checks.append(Check(_("The seal covers the whole file; nothing was added after it"), seal.holds))
    if verdict.finding != Finding.TEXT:
        kept = verdict.finding != Finding.RECORDS_DIFFER
        checks.append(Check(_("The fingerprint is the one kept by the service, in its records and its ledger"), kept))
    if is_file and seal.seals:
        day = document.stamped_at or document.made_at
        words = _("The certificate of the seal was valid on %(day)s") % {"day": display_date(day)}
        checks.append(Check(words, seal.was_valid_at(day)))
        same = seal.certificate_sha256 == document.certificate_sha256
        checks.append(Check(_("The certificate is the one that the service sealed with"), same))
    if facts.signatures:
        words = ngettext(
            "The signature is in the ledger, unchanged",
            "The %(count)s signatures are in the ledger, unchanged",
            facts.signatures,
        )
        checks.append(Check(words % {"count": facts.signatures}, facts.are_recorded))
    return checks


def _changed(answer: Answer, verdict: Verdict, facts: AgreementFacts | None) -> None:
    """What the file says of itself; a number that it only claims is not looked up for its reader."""
    size, whole = verdict.file.size, verdict.whole
    if whole and facts:
        named = {"number": facts.number, "version": facts.version}
        answer.lead = _(
            "The file begins with the sealed agreement %(number)s, version %(version)s, but something was added to it. "
            "Do not rely on it."
        )
        answer.lead = answer.lead % named
        more = size - whole
        sizes = {"whole": number_format(whole, force_grouping=True), "size": number_format(size, force_grouping=True)}
        added = ngettext("%(count)s byte was added after the seal", "%(count)s bytes were added after the seal", more)
        part = _("%(whole)s of %(size)s bytes") % sizes
        answer.checks = [
            Check(
                _("The seal covers the whole file"), False, added % {"count": number_format(more, force_grouping=True)}
            ),
            Check(_("The fingerprint is the one kept by the service"), False),
            Check(_("The part under the seal is unchanged"), True, part),
        ]
        answer.words = [
            _(
                "What was added can make pages look different from what was signed. Some programs also add to a file "
                "when a note is written into it or when it is saved again; we cannot tell which happened here."
            )
        ]
    else:
        answer.lead = _(
            "The file contains a seal with the certificate of the service, but it is not one of the files that were "
            "sealed here. Do not rely on it."
        )
        answer.checks = [
            Check(_("The seal covers the whole file, unchanged"), verdict.seal.holds),
            Check(_("The fingerprint is the one kept by the service"), False),
        ]
    answer.words.append(
        _("Ask whoever sent it to you for the original, or ask the service that is named in it for the sealed file.")
    )


def _not_known(answer: Answer, *, is_file: bool) -> None:
    if is_file:
        answer.lead = _("This file is none of those that were sealed here.")
    else:
        answer.lead = _(
            "Number and fingerprint together fit nothing that was sealed here. That can be a typing error, another "
            "version, or a document of another service."
        )
        answer.words.append(_("Check the file itself instead of its fingerprint."))
    answer.words += [
        _("Drafts and unsigned texts have no seal: their pages say “Draft”."),
        _("The last page of a signed document names the service that sealed it."),
    ]
