"""Search, a name typed, the PDF of an agreement against a naive way, reminders against a task each, doubles noticed."""

import itertools
from collections.abc import Callable
from datetime import timedelta

from bench.measuring import ROOT, Figure, database, measured, page, tell

SEARCH, TYPING, PDF = 18, 20, 0.85


def typing(client, names: list[str]) -> Callable[[], None]:
    """Another name at each turn, as htmx asks for it: nothing is remembered from the one before."""
    from django.urls import reverse

    address, turns = reverse("partnerships:organisation_alike"), itertools.cycle(names)

    def ask() -> None:
        page(client, address, query_params={"name": next(turns)}, headers={"HX-Request": "true"})()

    return ask


def ours(html: str) -> Callable[[], None]:
    from partnerships.signing.services.documents import STYLESHEETS
    from pes_partnerships.lib.pdf import render_pdf

    return lambda: render_pdf(html, stylesheets=STYLESHEETS, title="Agreement", language="en")


def naive(html: str) -> Callable[[], None]:
    """A first attempt: the web's own fonts (woff2), everything read each time."""
    return unshared(html, ["css/fonts.css", "css/pdf-agreement.css"])


def unshared(html: str, sheets: list[str]) -> Callable[[], None]:
    """The same document with fonts and stylesheets read each time, and no standard."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    static = ROOT / "static"

    def render() -> None:
        fonts = FontConfiguration()
        read = [CSS(filename=static / name, font_config=fonts) for name in sheets]
        HTML(string=html, base_url=str(static)).write_pdf(stylesheets=read, font_config=fonts)

    return render


def run(rounds: int, *, postgres: bool) -> None:
    with database("everyday", lambda: None, postgres=postgres) as server:
        from django.test import Client
        from django.urls import reverse
        from django.utils import timezone

        from bench import duplicates, reminders, sending
        from bench.world import make_world
        from partnerships.signing.services.documents import STYLESHEETS

        world = make_world()
        names, seen = duplicates.noticed(world.service)
        tasks = {
            "search": page(Client(), reverse("directory:search")),
            "typing": typing(world.manager, duplicates.typed(names)),
            "pdf": ours(world.agreement_html),
            "naive pdf": naive(world.agreement_html),
            "unshared pdf": unshared(world.agreement_html, STYLESHEETS),
        }
        found = measured(tasks, rounds, server)
        reminded = reminders.compared(world.cast)
        sent = sending.compared(timezone.now() + timedelta(days=1))
    hello, pdf = found["hello"].cpu, found["pdf"].cpu
    tell(Figure("Search page of the directory", found["search"].cpu / hello, most=SEARCH))
    tell(Figure("A name typed, 20,000 organisations", found["typing"].cpu / hello, most=TYPING))
    tell(Figure("PDF, tagged and archival", pdf / found["naive pdf"].cpu, "× a naive render", most=PDF))
    tell(Figure("The same, our fonts read each time", pdf / found["unshared pdf"].cpu, "× without standards"))
    tell(Figure("A task each that composes its mail", reminded.composing / reminded.sweep, "× the sweep",
                least=reminders.LEAST, note=f"{reminded.sweep:.3f} ms for one reminder"))  # fmt: skip
    tell(Figure("Sending mails in the sweep", sent.speed, "× a plain loop", least=sending.LEAST,
                note=f"{sent.sweep:.2f} ms for one mail"))  # fmt: skip
    tell(Figure("A task each whose mail has no words", reminded.tasks / reminded.sweep, "× the sweep"))
    print("", "Doubles noticed among 20,000 organisations:", *seen.lines(), sep="\n")
