"""A person at a browser without a mouse: every link, button and field is reached with Tab and used with keys."""

from pathlib import Path

from playwright.sync_api import Locator

from .walker import Walker

MOST_TABS = 400
MOST_ARROWS = 40
HAS_FOCUS = "element => element === document.activeElement"
IN_SIGHT = """element => { const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight }"""
SCROLLED_WITHIN = 15_000  # milliseconds


class KeyboardWalker(Walker):
    """Goes by the same words as a Walker; a control that Tab does not reach fails the story."""

    def link(self, name: str, *, within: Locator | None = None, exact: bool = True) -> "KeyboardWalker":
        self._reach(self.find_link(name, within=within, exact=exact))
        self._press_and_arrive("Enter")
        return self

    def button(self, name: str, *, within: Locator | None = None) -> "KeyboardWalker":
        self._reach(self.find_button(name, within=within))
        self._press_and_arrive("Enter")
        return self

    def add_line(self, name: str) -> "KeyboardWalker":
        self._reach(self.find_button(name))
        self.page.keyboard.press("Enter")
        self.check()
        return self

    def fill(self, label: str, text: object, *, within: Locator | None = None) -> "KeyboardWalker":
        self._reach(self.field(label, within=within))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(str(text))
        return self

    def select(self, label: str, option: str, *, within: Locator | None = None) -> "KeyboardWalker":
        field = self.field(label, within=within)
        self._reach(field)
        self.page.keyboard.press("Home")
        for _step in range(MOST_ARROWS):
            if field.evaluate("element => element.selectedOptions[0]?.text.trim()") == option:
                return self
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{option!r} is not reached with arrow keys in {label!r}")

    def tick(self, *labels: str, group: str = "") -> "KeyboardWalker":
        place = self.group(group) if group else self.page.locator("main")
        for label in labels:
            box = self.field(label, within=place)
            if not box.is_checked():
                self.choose(box) if box.get_attribute("type") == "radio" else self._toggle(box)
        return self

    def unfold(self, summary: str) -> "KeyboardWalker":
        self.open_fold(self.page.locator("summary", has_text=summary).first)
        return self

    def open_fold(self, summary: Locator) -> None:
        self._reach(summary)
        self.page.keyboard.press("Enter")

    def choose_file(self, label: str, path: Path) -> "KeyboardWalker":
        """The field of a file opens with a key, like a button."""
        self.page.on("filechooser", lambda chooser: chooser.set_files(path))  # before the keys: it takes its time
        field = self.field(label)
        self._reach(field)
        self.page.keyboard.press("Space")
        self.page.wait_for_function("field => field.files.length === 1", arg=field.element_handle())
        return self

    def _toggle(self, box: Locator) -> None:
        self._reach(box)
        self.page.keyboard.press("Space")
        assert box.is_checked()

    def choose(self, radio: Locator) -> None:
        """Tab reaches a group of radio buttons once; arrows move and choose inside it."""
        name = radio.get_attribute("name")
        group = self.page.locator(f'input[type=radio][name="{name}"]')
        self._tab_until(f'() => document.activeElement.name === "{name}"')
        for _step in range(group.count() + 1):
            if radio.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        self.page.keyboard.press("Space")
        assert radio.is_checked(), f"the radio button {radio} is not reached with arrow keys"

    def _reach(self, target: Locator) -> None:
        handle = target.element_handle()
        for _press in range(MOST_TABS):
            if handle.evaluate(HAS_FOCUS):
                self.page.wait_for_function(IN_SIGHT, arg=handle, timeout=SCROLLED_WITHIN, polling=100)
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"{target} is not reached with Tab on {self.page.url}")

    def _tab_until(self, condition: str) -> None:
        for _press in range(MOST_TABS):
            if self.page.evaluate(condition):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"nothing with {condition} is reached with Tab on {self.page.url}")

    def _press_and_arrive(self, key: str) -> None:
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.check()
