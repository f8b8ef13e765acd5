"""Whom the person asked may name instead: somebody of the same organisation, told by the address (S2)."""

from collections.abc import Iterable

# mailboxes that anybody can have: sharing such a domain says nothing about an organisation
PUBLIC_MAILBOXES = frozenset(
    """
    abv.bg free.fr gmail.com gmx.at gmx.de gmx.net googlemail.com hotmail.com icloud.com inbox.lv inbox.lt
    laposte.net libero.it live.com mail.bg mail.com mail.ee me.com o2.pl onet.pl orange.fr outlook.com
    proton.me protonmail.com sapo.pt seznam.cz t-online.de telenet.be wanadoo.fr web.de wp.pl yahoo.com
    yahoo.de yahoo.es yahoo.fr yahoo.it ymail.com
    """.split()
)


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].casefold()


def is_of_the_same(address: str, asked: str, known: Iterable[str]) -> bool:
    """Whether an address is of the organisation of `asked`: the same domain, or a contact's address on record."""
    if address.casefold() in {each.casefold() for each in known}:
        return True
    domain = domain_of(address)
    return domain == domain_of(asked) and domain not in PUBLIC_MAILBOXES
