"""Whom the person asked may name instead: somebody of the same organisation, told by the address (S2)."""

import re
from collections.abc import Iterable

# mailboxes that anybody can have: sharing such a domain says nothing about an organisation
PUBLIC_MAILBOXES = frozenset(
    """
    abv.bg alice.it aon.at apollo.lv arcor.de att.net azet.sk bbox.fr bigpond.com bluewin.ch btinternet.com
    centrum.cz centrum.sk chello.at chello.nl citromail.hu club-internet.fr comcast.net cytanet.com.cy delfi.lt
    dir.bg eircom.net email.cz email.de fastmail.com fastmail.fm forthnet.gr free.fr freemail.hu freenet.de
    gazeta.pl gmail.com googlemail.com hetnet.nl hey.com home.nl hot.ee hushmail.com inbox.lt inbox.lv inet.hr
    interia.pl kolumbus.fi kpnmail.nl laposte.net libero.it luukku.com mac.com mail.bg mail.com mail.dk mail.ee
    mail.ru mailbox.org me.com mynet.com neuf.fr o2.pl one.lt onet.pl online.de online.no op.pl orange.fr otenet.gr
    outlook.com planet.nl pm.me poczta.onet.pl post.cz post.sk posteo.de proximus.be rambler.ru sapo.pt scarlet.be
    seznam.cz sfr.fr siol.net skynet.be suomi24.fi t-2.net t-online.de t-online.hu takas.lt telefonica.net telenet.be
    telia.com terra.es tiscali.it tuta.com tutanota.com tvnet.lv ukr.net virgilio.it vodafone.it voila.fr volny.cz
    vp.pl wanadoo.fr web.de windowslive.com wp.pl xs4all.nl zeelandnet.nl ziggo.nl zoho.com zoznam.sk
    """.split()
)
# of which there is one in each country: hotmail.fr, yahoo.co.uk
PUBLIC_NAMES = frozenset(
    "aol gmx hotmail icloud live msn outlook proton protonmail rocketmail yahoo yandex ymail".split()
)
_OF_A_COUNTRY = re.compile(r"(\w+)\.(?:com?\.)?[a-z]{2,3}")


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].casefold()


def is_of_the_same(address: str, asked: str, known: Iterable[str]) -> bool:
    """Whether an address is of the organisation of `asked`: the same domain, or a contact's address on record."""
    if address.casefold() in {each.casefold() for each in known}:
        return True
    domain = domain_of(address)
    return domain == domain_of(asked) and not _is_public(domain)


def _is_public(domain: str) -> bool:
    found = _OF_A_COUNTRY.fullmatch(domain)
    return domain in PUBLIC_MAILBOXES or (found is not None and found[1] in PUBLIC_NAMES)
