"""The house: who imports whom beyond what import-linter says, and what stays out of services and rules.

Plain ast, nothing is imported. docs/decisions/0016 gives the reasons.
"""

import ast
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).resolve().parent.parent
ROOTS = ("pes_partnerships", "partnerships", "reviews", "directory")
APPS = ("partnerships", "reviews", "directory")  # these are cut by subject
GROUND = {"models", "rules", "shared", "management", "templatetags"}  # packages of an app that are no subject
PRIVATE = ("views", "forms", "mails")  # layers of a subject that nobody else imports
REGISTERS = ("apps", "urls")  # where every subject is put together

# Files that may name a template although they are services, each with its reason.
MAY_NAME_TEMPLATES = {
    "partnerships.evidence.services.bundle": "sets the report of a bundle, which is a file and no page",
    "partnerships.minor_changes.services.documents": "sets the record of a change, which is a document and no page",
    "partnerships.signing.services.member_list": "sets the accession list, which is a document and no page",
    "partnerships.signing.services.documents": "sets the signed file, which is a document and no page",
    "partnerships.signing.services.texts": "sets the file of a text before it is signed, which is no page either",
    "reviews.meetings.services.printing": "sets the minutes of a meeting, which are a document and no page",
    "pes_partnerships.outbox.services.queue": "sets the mails that it queues",
}
# Services that use words of the catalogue, each with its reason; a name stands for all files beneath it.
MAY_SPEAK = {
    "partnerships.imports.services": "what a file says wrongly is stored with its row, in words",
    "partnerships.workbooks.services": "the same, of a portfolio",
    "partnerships.shared.services.file_work": "why the work on a file failed is stored with it, in words",
    "partnerships.portfolio.services.sheet": "the sheet of a portfolio: what is wrong with a line, in words",
    "partnerships.participants.services.sheet": "the sheet of a portfolio: what is wrong with a line, in words",
    "partnerships.elsewhere.services.sheets": "the sheets of a portfolio: what is wrong with a line, in words",
    "reviews.results.services.sheet": "the sheet of a portfolio: what is wrong with a line, in words",
    "reviews.schedule.services.sheet": "the sheet of a portfolio: what is wrong with a line, in words",
    "reviews.follow_up.services.sheet": "the sheet of a portfolio: what is wrong with a line, in words",
    "directory.projection.services": "the sheet: the same words for pages, proposals and files",
    "directory.publishing.services.gathering": "a proposal is the text itself, frozen in its language",
}
# Subjects that lie beneath what subjects share, each with its reason.
BENEATH_SHARED = {"partnerships.matching": "every list with a search box is searched in its one way"}
# Files of a shared package that only one subject uses, each with its reason.
USED_BY_ONE = {"partnerships.shared.acts": "declares for the ledger what no subject alone does; apps.py registers it"}


class Module(NamedTuple):
    name: str  # dotted
    path: Path
    tree: ast.Module
    is_package: bool

    @property
    def parts(self) -> list[str]:
        return self.name.split(".")

    @property
    def subject(self) -> str:
        """`partnerships.signing`; empty for what belongs to no subject."""
        parts = self.parts
        is_of_subject = len(parts) > (1 if self.is_package else 2) or (len(parts) == 2 and self.is_package)
        return ".".join(parts[:2]) if parts[0] in APPS and is_of_subject and parts[1] not in GROUND else ""


Graph = dict[str, set[str]]


def read(top: Path, roots: Iterable[str] = ROOTS) -> dict[str, Module]:
    found = {}
    for path in sorted(path for root in roots for path in (top / root).rglob("*.py")):
        parts = path.relative_to(top).with_suffix("").parts
        if "migrations" in parts:
            continue
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        found[name] = Module(name, path, ast.parse(path.read_text(encoding="utf-8")), is_package)
    return found


def graph_of(modules: dict[str, Module]) -> Graph:
    """Which file imports which: also inside functions and under TYPE_CHECKING."""
    return {module.name: set(_imported(module, modules)) - {module.name} for module in modules.values()}


def _imported(module: Module, modules: dict[str, Module]) -> Iterator[str]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in modules)
        elif isinstance(node, ast.ImportFrom):
            base = _base(node, module)
            for alias in node.names:
                yield from [name for name in (f"{base}.{alias.name}", base) if name in modules][:1]


def _base(node: ast.ImportFrom, module: Module) -> str:
    """The absolute name of what `from … import` names."""
    if not node.level:
        return node.module or ""
    package = module.parts if module.is_package else module.parts[:-1]
    return ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])


def circles(graph: Graph) -> list[str]:
    """Files that import each other, directly or around several corners (Tarjan's strongly connected parts)."""
    number: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_files: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        number[name] = lowest[name] = len(number)
        open_files.append(name)
        for other in sorted(graph[name]):
            if other not in number:
                visit(other)
            if other in open_files:
                lowest[name] = min(lowest[name], lowest[other])
        if lowest[name] == number[name]:
            place = open_files.index(name)
            found.append(sorted(open_files[place:]))
            del open_files[place:]

    for name in sorted(graph):
        if name not in number:
            visit(name)
    return [f"{', '.join(each)}: import each other in a circle" for each in found if len(each) > 1]


def foreign_pages(modules: dict[str, Module], graph: Graph) -> list[str]:
    """A subject's views, forms and mails are its own; apps.py and urls.py put the subjects together."""
    return [
        f"{name}: imports {other}, which is for its own subject only; move down what both need"
        for name, others in graph.items()
        for other in sorted(others)
        if (subject := modules[other].subject)
        and other.split(".")[2:3] in [[layer] for layer in PRIVATE]
        and modules[name].subject != subject
        and name.split(".")[-1] not in REGISTERS
    ]


def upward_shares(modules: dict[str, Module], graph: Graph) -> list[str]:
    """What subjects share knows none of them."""
    return [
        f"{name}: is shared, and imports {other} of a subject"
        for name, others in graph.items()
        for other in sorted(others)
        if _is_shared(name) and modules[other].subject and modules[other].subject not in BENEATH_SHARED
    ]


def lonely_shares(modules: dict[str, Module], graph: Graph) -> list[str]:
    """What one subject uses belongs to that subject; what shared files pass on counts."""
    users: dict[str, set[str]] = defaultdict(set)
    for name, others in graph.items():
        for other in others:
            users[other].add(name)
    problems = []
    for name, module in modules.items():
        if not _is_shared(name) or module.is_package or name in USED_BY_ONE:
            continue
        reached, ask = set(), [name]
        while ask:
            for user in users[ask.pop()] - reached:
                reached.add(user)
                ask += [user] if _is_shared(user) else []
        subjects = {".".join(user.split(".")[:2]) for user in reached if not _is_shared(user)}
        if len(subjects) < 2:
            problems.append(f"{name}: is shared, and used by {', '.join(subjects) or 'nobody'} only; move it there")
    return problems


def _is_shared(name: str) -> bool:
    return name.split(".")[0] in APPS and name.split(".")[1:2] == ["shared"]


def pages_below(modules: dict[str, Module]) -> list[str]:
    """Services return facts, rules return findings: neither builds a link or names a template, services say nothing."""
    problems = []
    for name, module in modules.items():
        if not {"services", "rules"} & set(module.parts[1:]):
            continue
        if _calls_reverse(module.tree):
            problems.append(f"{name}: calls reverse(); links are built in the views layer")
        if "services" in module.parts and _speaks(module) and not name.startswith(tuple(MAY_SPEAK)):
            problems.append(f"{name}: uses gettext; services return facts, the views layer has the words")
        if name not in MAY_NAME_TEMPLATES and _names_template(module.tree):
            problems.append(f"{name}: names a template; the views layer or a template tag does")
    return problems


def _calls_reverse(tree: ast.Module) -> bool:
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args)  # a queryset's takes nothing
    names = (getattr(call.func, "id", getattr(call.func, "attr", "")) for call in calls)
    return any(name in ("reverse", "reverse_lazy") for name in names)


def _speaks(module: Module) -> bool:
    imports = (node for node in ast.walk(module.tree) if isinstance(node, ast.ImportFrom))
    return any("gettext" in alias.name for node in imports for alias in node.names)


def words_under_other_names(modules: dict[str, Module]) -> list[str]:
    """A text is collected for translation by the name of its function: gettext and its kin, or _."""
    return [
        f"{name}: imports {alias.name} as {alias.asname}; catalogues collect it under its own name, or as _"
        for name, module in modules.items()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if "gettext" in alias.name and alias.asname not in (None, "_")
    ]


def _names_template(tree: ast.Module) -> bool:
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
    return any(isinstance(text.value, str) and ".html" in text.value for text in texts)


def stale_reasons(modules: dict[str, Module]) -> list[str]:
    return [
        f"{name}: bin/check_house.py names it, and there is no such file"
        for name in (*MAY_NAME_TEMPLATES, *MAY_SPEAK, *USED_BY_ONE)
        if name not in modules
    ]


def problems_in(modules: dict[str, Module]) -> list[str]:
    graph = graph_of(modules)
    return [
        *circles(graph),
        *foreign_pages(modules, graph),
        *upward_shares(modules, graph),
        *lonely_shares(modules, graph),
        *pages_below(modules),
        *words_under_other_names(modules),
    ]


def main() -> int:
    modules = read(TOP)
    problems = [*problems_in(modules), *stale_reasons(modules)]
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
