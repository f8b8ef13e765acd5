"""The columns that a file of organisations may have, how their headings are recognised, how their cells read (F2).

The same table makes the export and the template, so that what went out can come in again.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from pes_partnerships.lib.findings import Finding
from pes_partnerships.lib.text import fold


@dataclass(frozen=True)
class ImportColumn:
    """One field: its heading, other headings that mean it, how long its text may be, an example for the template."""

    code: str
    title: str | Promise
    also: tuple[str, ...] = ()
    longest: int = 200
    example: str = ""
    of_contact: bool = False
    of_site: bool = False
    needed: bool = False

    @property
    def of_part(self) -> bool:
        """Of a contact or a site: an organisation may have several, each on a line of its own."""
        return self.of_contact or self.of_site


COLUMNS: tuple[ImportColumn, ...] = (
    ImportColumn("record", _("Record number"), (), 12),  # no other heading: another list's numbers are not ours
    ImportColumn(
        "name", _("Name"), ("organisation", "organization", "name of the organisation", "nom", "raison sociale",
        "nom de l’organisation", "dénomination"), 200, "Alytaus jaunimo centras", needed=True,
    ),
    ImportColumn("language", _("Language of the name"), ("language", "langue", "langue du nom"), 40, "lt"),
    ImportColumn(
        "name_en", _("Name in English"), ("english name", "name (en)", "name en", "nom en anglais", "nom anglais"),
        200, "Alytus Youth Centre",
    ),
    ImportColumn("abbreviation", _("Abbreviation"), ("acronym", "short name", "sigle", "abréviation"), 40, "AJC"),
    ImportColumn(
        "other_names", _("Other names"), ("former names", "autres noms", "anciens noms", "aliases"), 4_000,
        "Jaunimo namai [lt] 1998/2012; Youth House [en]",
    ),
    ImportColumn("category", _("Category"), ("kind", "sector", "catégorie", "nature"), 100, "ngo"),
    ImportColumn("type", _("Detailed type"), ("type", "finer type", "type plus fin", "type précis"), 100),
    ImportColumn("level", _("Level"), ("niveau",), 40, "local"),
    ImportColumn("country", _("Country"), ("state", "pays"), 80, "LT"),
    ImportColumn("place", _("Place"), ("town", "city", "lieu", "ville", "commune", "municipality"), 120, "Alytus"),
    ImportColumn(
        "street", _("Street and number"), ("street", "address", "adresse", "rue", "strasse", "straße", "straat",
        "street address"), 200, "Pulko g. 12",
    ),
    ImportColumn(
        "postcode", _("Postcode"), ("postal code", "zip", "zip code", "code postal", "cp", "plz", "postleitzahl"), 20,
        "62135",
    ),
    ImportColumn("regions", _("Regions"), ("region", "nuts", "nuts code", "régions", "code nuts"), 1_000, "LT021"),
    ImportColumn(
        "registration_number", _("Registration number"),
        ("reg no", "registration no", "register number", "registration code", "company number",
         "numéro d’enregistrement", "n° d’enregistrement", "siret", "siren", "kvk", "organisation number"),
        60, "304151376",
    ),
    ImportColumn(
        "website", _("Web address"), ("website", "web", "url", "web site", "homepage", "site web", "adresse web",
        "site internet"), 200, "https://youth.example.org",
    ),
    ImportColumn(
        "email", _("E-mail of the organisation"), ("organisation email", "office email", "general email",
        "courriel de l’organisation", "courriel général"), 254, "info@youth.example.org",
    ),
    ImportColumn(
        "phone", _("Telephone of the organisation"), ("organisation phone", "office phone", "switchboard",
        "téléphone de l’organisation"), 40, "+370 315 00000",
    ),
    ImportColumn(
        "offers", _("Services offered"), ("offer", "description", "ce qu’elle offre", "offre", "activities"), 30_000,
        "Advice and a place to meet",
    ),
    ImportColumn("service_areas", _("Services"), ("service areas", "prestations", "services offerts"), 2_000,
                 "counselling"),
    ImportColumn(
        "target_groups", _("Client groups served"), ("target groups", "target group", "publics", "groupes cibles",
        "public visé"), 2_000, "young",
    ),
    ImportColumn(
        "spoken_for_by", _("Represented by"), ("represented by", "member of", "représentée par", "représenté par",
        "network", "federation"), 4_000, "Youth Network (may sign)",
    ),
    ImportColumn("ended", _("Ended"), ("end", "dissolved", "closed", "fin", "dissoute"), 40),
    ImportColumn(
        "successors", _("Successors"), ("successor", "legal successor", "legal successors", "successeur"), 4_000
    ),
    ImportColumn(
        "contact_name", _("Contact: name"), ("contact", "contact name", "contact person", "personne de contact",
        "contact : nom"), 150, "Ona Petraitė", of_contact=True,
    ),
    ImportColumn(
        "contact_office_held", _("Contact: position held"), ("office held", "position", "job title", "function",
        "fonction", "poste"), 150, "Director", of_contact=True,
    ),
    ImportColumn(
        "contact_email", _("Contact: e-mail"), ("email", "e-mail", "mail", "e-mail address", "email address",
        "courriel", "adresse électronique", "contact email", "contact e-mail"), 254,
        "ona@youth.example.org", of_contact=True,
    ),
    ImportColumn(
        "contact_phone", _("Contact: telephone"), ("phone", "telephone", "tel", "téléphone", "tél", "mobile",
        "contact phone", "contact telephone"), 40,
        "+370 600 00000", of_contact=True,
    ),
    ImportColumn(""
    "contact_language", _("Contact: language of correspondence"), ("language of letters", "langue du contact"),
                 40, "en", of_contact=True),
    ImportColumn("contact_may_decide", _("Contact: may decide"), ("may decide", "peut décider"), 10, "yes",
                 of_contact=True),
    ImportColumn("contact_may_sign", _("Contact: may sign"), ("may sign", "peut signer", "signatory", "signataire"),
                 10, "yes", of_contact=True),
    ImportColumn("contact_mandate", _("Contact: mandate"), ("mandate", "mandat"), 250, "Statute, 2019",
                 of_contact=True),
    ImportColumn(
        "contact_may_be_shown", _("Contact: agreed to be shown"), ("agreed to be shown", "may be shown",
        "accepte d’être affiché"), 10, "no", of_contact=True,
    ),
    ImportColumn("contact_left_on", _("Contact: left on"), ("left on", "left", "parti le", "départ"), 40,
                 of_contact=True),
    ImportColumn(
        "site_name", _("Site: name"), ("site", "site name", "branch", "branch office", "nom du site", "antenne"), 150,
        "Alytus Old Town centre", of_site=True,
    ),
    ImportColumn(
        "site_street", _("Site: street and number"), ("site street", "site address", "adresse du site"), 200,
        "Rotušės a. 2", of_site=True,
    ),
    ImportColumn("site_postcode", _("Site: postcode"), ("site postcode", "code postal du site"), 20, "62141",
                 of_site=True),
    ImportColumn("site_place", _("Site: place"), ("site place", "site town", "ville du site"), 120, "Alytus",
                 of_site=True),
    ImportColumn("site_country", _("Site: country"), ("site country", "pays du site"), 80, of_site=True),
    ImportColumn("site_since", _("Site: since"), ("site since",), 40, "2019", of_site=True),
    ImportColumn("site_until", _("Site: until"), ("site until",), 40, of_site=True),
)  # fmt: skip

BY_CODE: dict[str, ImportColumn] = {column.code: column for column in COLUMNS}
OWN = {"contact_email": "email", "contact_phone": "phone"}  # whose they are where no column names a person
FILE_WIDE = ("category", "country", "level", "language")  # what may hold for all lines of a file


def heading_key(heading: str) -> str:
    """How a heading is compared and remembered: folded, without signs ("E-mail:" is "e mail")."""
    return " ".join(re.findall(r"[^\W_]+", fold(heading)))[:120]


def guessed(headings: Sequence[str], remembered: Mapping[str, str]) -> list[str]:
    """A field code for each heading, "" where none fits; what was chosen the last time wins, no field twice.

    Our record number is only under our own export's heading, whatever was chosen the last time.
    """
    known = known_headings()
    keys = [heading_key(heading) for heading in headings]
    own_numbers = {key for key, code in known.items() if code == "record"}
    taken: set[str] = set()
    guesses = [""] * len(keys)
    for source in (remembered, known):
        for number, key in enumerate(keys):
            code = source.get(key, "")
            if code == "record" and key not in own_numbers:
                continue
            if not guesses[number] and code in BY_CODE and code not in taken:
                if source is known and key in remembered and remembered[key] != "record":
                    continue  # it was left out on purpose the last time
                guesses[number] = code
                taken.add(code)
    return guesses if any(is_of_person(code) for code in guesses) else [_own(code, taken) for code in guesses]


def is_of_person(code: str) -> bool:
    """A column that only a person's data fill."""
    return code in BY_CODE and BY_CODE[code].of_contact and code not in OWN


def _own(code: str, taken: set[str]) -> str:
    own = OWN.get(code, code)
    return code if own in taken else own


def heading_meaning(remembered: Mapping[str, str]) -> Callable[[str], str]:
    """What a heading is known to mean, for finding the line of the headings."""
    known = {**known_headings(), **{key: code for key, code in remembered.items() if code}}
    return lambda heading: known.get(heading_key(heading), "")


@cache
def known_headings() -> dict[str, str]:
    """Folded heading -> code, in every language of the product."""
    known = {heading_key(word): column.code for column in COLUMNS for word in (*column.also, column.code)}
    del known["record"]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {heading_key(str(column.title)): column.code for column in COLUMNS}
    return known


def matching_faults(codes: Sequence[str]) -> list[Finding]:
    """What keeps a matching from being used: no column for the name, a field that two columns claim."""
    faults = []
    if "name" not in codes:
        faults.append(
            Finding(
                code="name",
                title=gettext(
                    "State which column contains the name of the organisation. Without it, no line can be read."
                ),
            )
        )
    for code in dict.fromkeys(codes):
        if code and codes.count(code) > 1:
            title = gettext(
                "“%(field)s” is chosen for %(count)s columns. Keep it for one column and ignore the others."
            )
            faults.append(Finding(code=code, title=title % {"field": BY_CODE[code].title, "count": codes.count(code)}))
    return faults


def is_example(record: str) -> bool:
    """The template's row that shows how to write is no organisation."""
    return fold(record) in ("example", "exemple")
