"""What `make mutate` may change in one source file: small edits of its text, each of which a test should notice."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from difflib import unified_diff
from hashlib import sha256

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider

TOKENS = {
    "<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==",
    "is": "is not", "is not": "is", "in": "not in", "not in": "in", "and": "or", "or": "and", "not": "",
    "+": "-", "-": "+", "*": "//", "/": "*", "//": "*", "%": "*", "|": "&", "&": "|",
    "+=": "-=", "-=": "+=", "*=": "//=", "|=": "&=", "&=": "|=",
}  # fmt: skip
METHODS = (
    "all any, exclude filter, first last, earliest latest, startswith endswith, removeprefix removesuffix, min max"
)
SWAPPED = {a: b for pair in METHODS.split(", ") for a, b in (pair.split(), reversed(pair.split()))}
BUILTINS = {"any", "all", "min", "max"}
TRANSLATING = {f"{kind}gettext{lazy}" for kind in ("", "n", "p", "np") for lazy in ("", "_lazy")} | {"_"}
LOGGERS = {"logger", "logging"}
OPERATORS = (cst.BaseBinaryOp, cst.BaseBooleanOp, cst.BaseCompOp, cst.BaseAugOp, cst.BaseUnaryOp)
# `a == b` is turned round at its operator; these conditions have none
BARE_CONDITIONS = (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.NamedExpr)


@dataclass(frozen=True)
class Mutant:
    """One edit: source[start:end] becomes `text`. `lines` are those of its statement, as the coverage map has them."""

    file: str
    line: int
    start: int
    end: int
    text: str
    lines: frozenset[int]
    at_import: bool = False  # it is read once, when the module is imported
    names: tuple[str, ...] = ()  # what its statement defines then
    before: str = ""
    after: str = ""
    nth: int = 0  # of several with the same text

    @property
    def key(self) -> tuple[str, str, str, int]:
        return self.file, self.before, self.after, self.nth

    def rank(self, seed: int) -> str:
        """The order of drawing: a sample stays what it is where the code around it changes."""
        return sha256(f"{seed}|{self.file}|{self.before}|{self.after}|{self.nth}".encode()).hexdigest()

    def applied(self, source: str) -> str:
        return source[: self.start] + self.text + source[self.end :]

    def diff(self, source: str) -> str:
        lines = unified_diff(source.splitlines(), self.applied(source).splitlines(), lineterm="", n=1)
        return "\n".join(list(lines)[3:])


def mutants_of(file: str, source: str) -> list[Mutant]:
    finder = _Finder(file, source)
    MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True).visit(finder)
    counted: Counter[tuple[str, str]] = Counter()
    found = []
    for mutant in sorted(finder.found, key=lambda one: (one.start, one.end, one.text)):
        key = (mutant.before, mutant.after)
        found.append(replace(mutant, nth=counted[key]))
        counted[key] += 1
    return found


class _Finder(cst.CSTVisitor):
    """Left out: annotations, decorators, imports, docstrings, messages, __str__ and __repr__, logging."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, file: str, source: str) -> None:
        self.file, self.source, self.found = file, source, list[Mutant]()
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))
        self.statements: list[frozenset[int]] = []
        self.bodies = 0
        self.is_default = False
        self.names: list[tuple[str, ...]] = []

    # --- where we are

    def span(self, node: cst.CSTNode) -> tuple[int, int]:
        place = self.get_metadata(PositionProvider, node)
        return tuple(self.starts[at.line - 1] + at.column for at in (place.start, place.end))

    def lines(self, first: cst.CSTNode, last: cst.CSTNode) -> frozenset[int]:
        start, end = self.get_metadata(PositionProvider, first).start, self.get_metadata(PositionProvider, last).end
        return frozenset(range(start.line, end.line + 1))

    def text(self, node: cst.CSTNode) -> str:
        return self.source[slice(*self.span(node))]

    def change(self, node: cst.CSTNode, text: str) -> None:
        start, end = self.span(node)
        line = bisect_right(self.starts, start)
        mutant = Mutant(
            self.file, line, start, end, text, self.statements[-1] if self.statements else frozenset([line])
        )
        if not self.bodies:
            names = () if self.is_default else tuple(name for names in reversed(self.names) for name in names)
            mutant = replace(mutant, at_import=True, names=names)
        first, last = self.starts[line - 1], self.starts[bisect_right(self.starts, end - 1 if end > start else end)]
        before, after = self.source[first:last], self.source[first:start] + text + self.source[end:last]
        self.found.append(replace(mutant, before=_squeezed(before), after=_squeezed(after)))

    # --- what is left out

    def visit_Annotation(self, node: cst.Annotation) -> bool:
        return False

    visit_Decorator = visit_Import = visit_ImportFrom = visit_TypeParameters = visit_Annotation

    def visit_FunctionDef(self, node: cst.FunctionDef) -> bool:
        if node.name.value in ("__str__", "__repr__"):
            return False
        # defaults are made at import, and show in the calls that run the body
        self.statements.append(self.lines(node.body, node.body))
        self.is_default = True
        node.params.visit(self)
        self.is_default = False
        self.bodies += 1
        node.body.visit(self)
        self.bodies -= 1
        self.statements.pop()
        return False

    def visit_MatchCase(self, node: cst.MatchCase) -> bool:
        for part in (node.guard, node.body):
            if part:
                part.visit(self)
        return False

    def visit_ClassDef(self, node: cst.ClassDef) -> bool:
        # a code of a vocabulary is spelt once: another spelling shows in the migrations, not in what the product does
        if any("Choices" in self.text(base.value) for base in node.bases):
            return False
        self.names.append((node.name.value,))
        node.body.visit(self)
        self.names.pop()
        return False

    def visit_Call(self, node: cst.Call) -> bool:
        name = node.func.value if isinstance(node.func, cst.Name) else None
        if name in TRANSLATING:
            return False
        if isinstance(node.func, cst.Attribute):
            called = node.func.attr
            if called.value in SWAPPED and called.value not in BUILTINS:
                self.change(called, SWAPPED[called.value])
        elif name in BUILTINS:
            self.change(node.func, SWAPPED[name])
        return True

    def visit_Arg(self, node: cst.Arg) -> bool:
        # zip(…, strict=True) is a note to the reader: the lists are as long as each other by how they were made
        return not (node.keyword and node.keyword.value == "strict")

    def visit_BinaryOperation(self, node: cst.BinaryOperation) -> bool:
        return not (isinstance(node.operator, cst.Modulo) and _is_message(node.left))

    # --- statements

    def visit_SimpleStatementLine(self, node: cst.SimpleStatementLine) -> bool:
        (statement, *more) = node.body
        expression = statement.value if isinstance(statement, cst.Expr) else None
        if isinstance(expression, cst.BaseString) or _is_logging(expression):
            return False
        self.statements.append(self.lines(node, node))
        self.names.append(tuple(_bound(statement)))
        if not more and (isinstance(expression, cst.Call) or isinstance(statement, cst.Raise)):
            self.change(statement, "pass")
        for each in node.body:
            each.visit(self)
        self.statements.pop()
        self.names.pop()
        return False

    def visit_Raise(self, node: cst.Raise) -> bool:
        return False  # what it says is a message; that it is raised is a mutant of its own

    def visit_Return(self, node: cst.Return) -> None:
        value = node.value
        if value and not isinstance(value, cst.BaseString) and self.text(value) not in ("None", "True", "False"):
            self.change(value, "None")

    def visit_Assign(self, node: cst.Assign) -> None:
        kept = isinstance(node.targets[0].target, cst.Attribute | cst.Subscript)
        if kept and self.text(node.value) not in ("None", "True", "False"):
            self.change(node.value, "None")

    def visit_Break(self, node: cst.Break) -> None:
        self.change(node, "continue")

    def visit_Continue(self, node: cst.Continue) -> None:
        self.change(node, "break")

    def visit_If(self, node: cst.If) -> bool:
        self._head(node, node.test, node.test)
        return False

    visit_While = visit_If

    def visit_For(self, node: cst.For) -> bool:
        self._head(node, node.target, node.iter)
        return False

    def _head(self, node: cst.If | cst.While | cst.For, first: cst.CSTNode, last: cst.CSTNode) -> None:
        """The head runs on its own lines, whatever runs of the body."""
        self.statements.append(self.lines(first, last))
        if not isinstance(node, cst.For):
            self._condition(last)
        last.visit(self)
        self.statements.pop()
        for part in (node.body, node.orelse):
            if part:
                part.visit(self)

    # --- expressions

    def _condition(self, test: cst.BaseExpression) -> None:
        if isinstance(test, BARE_CONDITIONS):
            self.change(test, f"(not ({self.text(test)}))")

    def visit_IfExp(self, node: cst.IfExp) -> None:
        self._condition(node.test)

    def visit_CompIf(self, node: cst.CompIf) -> None:
        self._condition(node.test)

    def visit_Name(self, node: cst.Name) -> None:
        if node.value in ("True", "False"):
            self.change(node, str(node.value == "False"))

    def visit_Integer(self, node: cst.Integer) -> None:
        self.change(node, str(node.evaluated_value + 1))

    def visit_Float(self, node: cst.Float) -> None:
        self.change(node, str(node.evaluated_value + 1))

    def visit_SimpleString(self, node: cst.SimpleString) -> None:
        # tables written as a long text are read word by word: no single edit says much
        if len(node.quote) == 1:
            self.change(node, f"{node.prefix}{node.quote}XX{node.raw_value}{node.quote}")

    def visit_FormattedString(self, node: cst.FormattedString) -> bool:
        return False

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, OPERATORS):
            token = self.text(node).strip()
            # at import, `A | B` is a type
            if token in TOKENS and not (isinstance(node, cst.BitOr) and not self.bodies):
                self.change(node, TOKENS[token])
            return False
        return super().on_visit(node)


def _bound(statement: cst.BaseSmallStatement) -> Iterator[str]:
    """The names that the statement gives a value."""
    targets = [each.target for each in statement.targets] if isinstance(statement, cst.Assign) else []
    if isinstance(statement, cst.AnnAssign):
        targets = [statement.target]
    for target in targets:
        elements = [each.value for each in target.elements] if isinstance(target, cst.Tuple | cst.List) else [target]
        yield from (each.value for each in elements if isinstance(each, cst.Name))


def _is_message(node: cst.BaseExpression | None) -> bool:
    return isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in TRANSLATING


def _is_logging(node: cst.BaseExpression | None) -> bool:
    return (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Attribute)
        and isinstance(node.func.value, cst.Name)
        and node.func.value.value in LOGGERS
    )


def _squeezed(text: str) -> str:
    return " ".join(text.split())
