"""Whether the name under a signature is the one in the request (S2)."""

from pes_partnerships.lib.text import search_form


def same_name(signed: str, named: str) -> bool:
    """Accents, case, marks and the order of the words say nothing; every other difference is looked at by a person."""
    return sorted(search_form(signed).split()) == sorted(search_form(named).split())
