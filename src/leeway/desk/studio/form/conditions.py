"""When? A condition as rows of fact, comparison and value, and rows as a condition.

Parts joined by `and` become rows; a part that no row can say is shown as it is written. Start reading at
`condition_rows`.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from leeway import feel
from leeway.desk.studio.form.fields import ConditionRow
from leeway.desk.studio.form.limits import number_typed
from leeway.feel import tree

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leeway.desk.studio.form.vocabulary import Vocabulary

NUMBER: Final = re.compile(r"-?\d+(?:\.\d+)?")
_SHARE: Final = re.compile(r"(?P<number>\d+(?:[.,]\d+)?)\s*(?P<sign>[×*x]|%(?:\s*of)?)\s*(?P<fact>\D.*)")
_UNFINISHED: Final = re.compile(r"(?P<fact>.+?)\s*(?P<test>!=|<=|>=|=|<|>)\s*")
CONTAINS: Final = "list contains"
COUNTED: Final = {"at least": ">=", "at most": "<="}
"""How many things a list holds, by the test of a row."""
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_WHOLE: Final = re.compile(r".*")


# -- text to rows -------------------------------------------------------------------------------------------
def condition_rows(text: str, words: Vocabulary) -> tuple[ConditionRow, ...]:
    """A condition as rows; `true` and nothing are no rows."""
    text = text.strip()
    if text in ("", "true"):
        return ()
    try:
        read = feel.parse(text, names=words.names)
    except feel.FeelSyntaxError:
        return tuple(_loose(part.strip(), words) for part in _split(text))
    parts = read.operands if isinstance(read, tree.And) else (read,)
    return tuple(_row(part, text, words) for part in parts)


def _split(text: str) -> list[str]:
    """The parts of a text that cannot be read, where it is safe to take it apart."""
    return text.split(" and ") if not re.search(r"[\"'(\[{]| between ", text) else [text]


def _loose(part: str, words: Vocabulary) -> ConditionRow:
    """A part of something unfinished: a fact and a comparison may stand there already."""
    found = _UNFINISHED.fullmatch(part)
    if found and found["fact"] in words.facts:
        return ConditionRow(fact=found["fact"], test=found["test"])
    try:
        return _row(feel.parse(part, names=words.names), part, words)
    except feel.FeelSyntaxError:
        return ConditionRow(written=part)


def _row(part: feel.Node, text: str, words: Vocabulary) -> ConditionRow:
    found = _atom(part, words)
    if found is not None and _tree(text_of_row(found, words), words) == part:
        return found
    span = text[part.span.start : part.span.end]
    written = span if _tree(span, words) == part else feel.format(part)
    return ConditionRow(written=" ".join(written.split()) if "\n" in written else written)


def _tree(text: str, words: Vocabulary) -> feel.Node | None:
    try:
        return feel.parse(text, names=words.names)
    except feel.FeelSyntaxError:
        return None


def _atom(part: feel.Node, words: Vocabulary) -> ConditionRow | None:
    inner = _negated(part)
    if isinstance(part, tree.Name):
        return ConditionRow(fact=part.name, test="yes")
    if isinstance(inner, tree.Name):
        return ConditionRow(fact=inner.name, test="no")
    if isinstance(inner, tree.In):
        return _among(inner, "none of")
    if isinstance(part, tree.In):
        return _among(part, "one of")
    if (found := _of_a_list(part, "contains") or _of_a_list(inner, "lacks") or _counted(part)) is not None:
        return found
    if isinstance(part, tree.Compare):
        if isinstance(part.left, tree.Name):
            return _comparison(part.left.name, part.op, part.right, words)
        if isinstance(part.right, tree.Name):
            return _comparison(part.right.name, _TURNED[part.op], part.left, words)
    return None


def _called(part: feel.Node | None, function: str) -> tuple[feel.Node, ...]:
    """What a function is called with; nothing where it is another one."""
    if isinstance(part, tree.Call) and isinstance(part.function, tree.Name) and part.function.name == function:
        return tuple(part.arguments)
    return ()


def _of_a_list(part: feel.Node | None, test: str) -> ConditionRow | None:
    """Whether a list of texts holds one."""
    match _called(part, CONTAINS):
        case (tree.Name(name=fact), tree.Literal(value=str(text))):
            return ConditionRow(fact=fact, test=test, value=text)
    return None


def _counted(part: feel.Node) -> ConditionRow | None:
    """How many things a list holds."""
    if not isinstance(part, tree.Compare) or part.op not in COUNTED.values():
        return None
    test = next(test for test, op in COUNTED.items() if op == part.op)
    match (*_called(part.left, "count"), part.right):
        case (tree.Name(name=fact), tree.Literal(value=Decimal() as number)):
            return ConditionRow(fact=fact, test=test, value=str(number))
    return None


def _negated(part: feel.Node) -> feel.Node | None:
    """What `not(…)` holds."""
    if isinstance(part, tree.Call) and isinstance(part.function, tree.Name) and part.function.name == "not":
        return part.arguments[0] if len(part.arguments) == 1 else None
    return None


def _among(part: tree.In, test: str) -> ConditionRow | None:
    tests = part.tests[0].items if len(part.tests) == 1 and isinstance(part.tests[0], tree.List) else part.tests
    values = [each.value for each in tests if isinstance(each, tree.Literal) and isinstance(each.value, str)]
    if (
        not isinstance(part.value, tree.Name)
        or len(values) != len(tests)
        or any("," in each for each in values)
    ):
        return None
    return ConditionRow(fact=part.value.name, test=test, value=", ".join(values))


def _comparison(fact: str, op: str, other: feel.Node, words: Vocabulary) -> ConditionRow | None:
    if isinstance(other, tree.Literal):
        if isinstance(other.value, bool):
            return None
        if isinstance(other.value, str | Decimal | feel.Date):
            return ConditionRow(fact=fact, test=op, value=feel.to_string(other.value) or "")
    if isinstance(other, tree.Name):
        return ConditionRow(fact=fact, test=op, value=words.fact(other.name).label)
    if isinstance(other, tree.Arithmetic) and other.op == "*" and isinstance(other.right, tree.Name):
        factor = other.left.value if isinstance(other.left, tree.Literal) else None
        if isinstance(factor, Decimal):
            return ConditionRow(fact=fact, test=op, value=f"{factor} × {words.fact(other.right.name).label}")
    return None


# -- rows to text -------------------------------------------------------------------------------------------
def condition_text(rows: Iterable[ConditionRow], before: str, words: Vocabulary) -> str:
    """The rows as a condition; one that says the same as before stays as it was written."""
    parts = [row for row in rows if not row.is_blank]
    text = " and ".join(_joined(row, len(parts), words) for row in parts)
    old, new = _tree(before, words), _tree(text, words)
    return before if text and old is not None and old == new else text


def _joined(row: ConditionRow, count: int, words: Vocabulary) -> str:
    text = text_of_row(row, words)
    if not row.written or count == 1:
        return text
    loose = isinstance(_tree(text, words), tree.Or | tree.If | tree.For | tree.Quantified)
    return f"({text})" if loose else text


def text_of_row(row: ConditionRow, words: Vocabulary) -> str:
    """One row as a condition. An unfinished one is written as far as it goes, so that it is not lost."""
    if row.written.strip():
        return row.written.strip()
    fact, kind = row.fact, words.fact(row.fact).kind
    if row.test == "yes" or (not row.test and kind in ("boolean", "")):
        return fact
    if row.test == "no":
        return f"not({fact})"
    if row.test in ("contains", "lacks"):
        holds = f"{CONTAINS}({fact}, {feel.literal(row.value.strip())})" if row.value.strip() else ""
        return f"not({holds})" if row.test == "lacks" and holds else holds or fact
    if row.test in COUNTED:
        return f"count({fact}) {COUNTED[row.test]} {number_typed(row.value.strip())}".rstrip()
    if row.test in ("one of", "none of"):
        values = [each.strip() for each in row.value.split(",") if each.strip()]
        among = f"{fact} in ({', '.join(feel.literal(each) for each in values)})"
        return f"not({among})" if row.test == "none of" else among
    return f"{fact} {row.test or '='} {_value(row.value, kind, words)}".rstrip()


def _value(typed: str, kind: str, words: Vocabulary) -> str:
    typed = typed.strip()
    number = number_typed(typed)
    if not typed:
        return ""
    if kind == "text" and typed not in _labels(words):
        return feel.literal(typed)
    if kind == "date" and re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed):
        return f'@"{typed}"'
    if NUMBER.fullmatch(number) and kind in ("number", ""):
        return number
    if (found := _SHARE.fullmatch(typed)) and (fact := _named(found["fact"], words)):
        share = Decimal(number_typed(found["number"]))
        return f"{share if not found['sign'].startswith('%') else (share / 100).normalize():f} * {fact}"
    if fact := _named(typed, words):
        return fact
    return feel.literal(typed) if kind in ("text", "") else typed


def _labels(words: Vocabulary) -> frozenset[str]:
    """Facts whose names could be meant where a text is compared: only those without values of their own."""
    return frozenset(name for name, each in words.facts.items() if each.kind == "text" and "." in name)


def _named(text: str, words: Vocabulary) -> str | None:
    """The fact that is meant by its name or its label."""
    text = text.strip()
    if text in words.names:
        return text
    return next((name for name, each in words.facts.items() if each.label == text), None)
