"""A person at a browser: goes by the words on links and buttons, and every page that opens is checked (WCAG 2.2 AA)."""

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page

from tests.servers import MailServer

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
WIDE, PHONE = 1280, 360
# What a page is built of: each kind of element once.
KINDS = """() => [...new Set([...document.body.querySelectorAll('*')].map(e =>
    [e.tagName, e.className, e.type, e.getAttribute('role'), !!e.labels?.length].join()))].sort().join()"""
# What sticks out on the right, in a few words each.
STICKS_OUT = """() => [...document.querySelectorAll('body *')]
    .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
    .map(e => `${e.tagName}.${e.className} ${e.textContent.trim().slice(0, 40)}`).slice(0, 5)"""
# no part is on its way, and no form that its page sends
AT_REST = "() => !document.querySelector('.htmx-request, .htmx-swapping, .htmx-settling, form[data-sending]')"
PASSED: set[tuple] = set()


class Walker:
    """One browser window. Every step that opens a page ends with `check`."""

    def __init__(self, page: Page, *, width: int = WIDE, checks: bool = True):
        self.page, self.width, self.checks = page, width, checks
        self.answers: list[int] = []  # the status of each document, the latest last
        page.on("response", self._note)

    def _note(self, response) -> None:
        if response.request.is_navigation_request() and response.frame == self.page.main_frame:
            self.answers.append(response.status)

    # --- going

    def goto(self, address: str) -> "Walker":
        self.page.goto(address)
        return self.check()

    def sign_in(self, user, password: str) -> "Walker":
        self.goto("/account/login/")
        self.fill("Email", user.email)
        self.fill("Password", password)
        return self.button("Sign in")

    def link(self, name: str, *, within: Locator | None = None, exact: bool = True) -> "Walker":
        self.find_link(name, within=within, exact=exact).click()
        return self.check()

    def find_link(self, name: str, *, within: Locator | None = None, exact: bool = True) -> Locator:
        """On a phone it may be folded: whoever looks for it opens the folds of the page."""
        found = (within or self.page).get_by_role("link", name=name, exact=exact)
        folds = self.page.locator(".fold-narrow:not([open]) > summary:visible")
        while not found.count() and folds.count():
            self.open_fold(folds.first)
        return found.first

    def open_fold(self, summary: Locator) -> None:
        summary.click()

    def button(self, name: str, *, within: Locator | None = None) -> "Walker":
        """Press a button; what answers is checked like any page. What follows is for screen readers only: a colon and
        words, or the name and number of a line."""
        self.find_button(name, within=within).click()
        return self.check()

    def add_line(self, name: str) -> "Walker":
        """Press the button under a list of lines; with scripts only that list is put in its place."""
        return self.button(name)

    def find_button(self, name: str, *, within: Locator | None = None) -> Locator:
        words = re.compile(rf"^\s*{plain(name)}\s*(:.*|.* \d+)?$")
        return (within or self.page.locator("main")).get_by_role("button", name=words).first

    def task(self, label: str) -> "Walker":
        return self.link(label, within=self.page.locator(".task-list, main"), exact=False)

    def goto_tasks(self) -> "Walker":
        return self.link("Back to the task list")

    # --- filling in

    def field(self, label: str, *, within: Locator | None = None) -> Locator:
        """The control with this label, or else the first whose label begins so."""
        place = within or self.page.locator("main")
        whole = place.get_by_label(re.compile(rf"^\s*{plain(label)}\s*(\(optional\)\s*)?$"))
        return (whole if whole.count() else place.get_by_label(re.compile(rf"^\s*{plain(label)}"))).first

    def fill(self, label: str, text: object, *, within: Locator | None = None) -> "Walker":
        self.field(label, within=within).fill(str(text))
        return self

    def fill_all(self, answers: dict[str, object], *, within: Locator | None = None) -> "Walker":
        for label, text in answers.items():
            self.fill(label, text, within=within)
        return self

    def select(self, label: str, option: str, *, within: Locator | None = None) -> "Walker":
        self.field(label, within=within).select_option(label=option)
        return self

    def tick(self, *labels: str, group: str = "") -> "Walker":
        """Radio buttons and checkboxes by their words."""
        place = self.group(group) if group else self.page.locator("main")
        for label in labels:
            self.field(label, within=place).check()
        return self

    def group(self, legend: str) -> Locator:
        return self.page.get_by_role("group", name=re.compile(rf"^\s*{plain(legend)}")).first

    def date(self, legend: str, day: datetime.date) -> "Walker":
        parts = self.group(legend)
        for name, number in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
            parts.get_by_label(name).fill(str(number))
        return self

    def year(self, legend: str, year: int) -> "Walker":
        self.group(legend).get_by_label("Year").fill(str(year))
        return self

    def unfold(self, summary: str) -> "Walker":
        self.page.locator("summary", has_text=summary).first.click()
        return self

    # --- seeing

    @property
    def heading(self) -> str:
        return " ".join(self.page.locator("h1").inner_text().split())

    @property
    def text(self) -> str:
        return " ".join(self.page.locator("main").inner_text().split())

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    @property
    def status(self) -> int:
        return self.answers[-1]

    def table(self) -> list[list[str]]:
        """The rows of the page's first table, as its cells read."""
        rows = self.page.locator("main table").first.locator("tbody tr")
        return [[" ".join(cell.split()) for cell in row.locator("th, td").all_inner_texts()] for row in rows.all()]

    def check(self) -> "Walker":
        """No page without a heading, none wider than its window, none with an accessibility violation."""
        self.page.wait_for_load_state("load")  # a click returns as soon as the next page begins
        self.page.wait_for_function(AT_REST)
        self.page.wait_for_load_state("load")  # of the page that such a form led to
        assert self.page.locator("h1").count() == 1, f"{self.page.url} ({self.status}) has no heading of its own"
        if self.checks:
            self.page.evaluate("document.fonts.ready.then(() => true)")  # a page is measured in its own letters
            for width in sorted((PHONE, WIDE), key=lambda width: width == self.width):  # the own one last, to go on
                self._fits(width)
            self._accessible()
        return self

    def _fits(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 900})
        too_wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert too_wide <= 0, f"{self.page.url} is {too_wide} px too wide at {width}: {self.page.evaluate(STICKS_OUT)}"

    def _accessible(self) -> None:
        """axe, unless it has seen this page at this width with the same kinds of elements in it."""
        kinds = (self.width, re.sub(r"\d+", "n", self.path), self.status, self.page.evaluate(KINDS))
        if kinds in PASSED:
            return
        self.page.evaluate(AXE)
        run = "tags => axe.run({runOnly: tags, resultTypes: ['violations']}).then(found => found.violations)"
        found = self.page.evaluate(run, TAGS)
        said = [f"{each['id']}: {each['help']}: {[n['html'][:200] for n in each['nodes']]}" for each in found]
        assert not said, f"{self.page.url} at {self.width}: " + "\n".join(said)
        PASSED.add(kinds)


def plain(words: str) -> str:
    """The words as a pattern that Python and the browser both read: re.escape() escapes what JavaScript may not."""
    return re.sub(r"([.*+?^${}()|\[\]\\/])", r"\\\1", words)


@dataclass
class Mailbox:
    """The mail server's catch; reading it lets the clock send first."""

    server: MailServer
    deliver: Callable[[], object]

    def to(self, address: str) -> list[EmailMessage]:
        self.deliver()
        return [mail for mail in self.server.messages if address in str(mail["To"])]

    def latest(self, address: str) -> EmailMessage:
        return self.to(address)[-1]

    def link(self, address: str, part: str) -> str:
        """The path of the link in the latest mail to this address that holds `part`."""
        for mail in reversed(self.to(address)):
            found = re.search(rf"https?://\S+?({part}\S*)", body(mail))
            if found:
                return found.group(1)
        raise AssertionError(f"No mail to {address} has a link with {part}")


def body(mail: EmailMessage) -> str:
    return mail.get_body(preferencelist=("plain",)).get_content()
