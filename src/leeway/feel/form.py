"""How is an expression written? The text of a tree, in one fixed form, with no superfluous brackets.

Reading the text again, with the same names in scope, gives the same tree. Texts of single values are
made here too, and read: `value_of_text` is for raw text of a known type, as files hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from leeway.feel import builtins, numbers, temporal, tree, types
from leeway.feel.errors import Problem
from leeway.feel.failure import Failed
from leeway.feel.syntax.parser import AND, COMPARISON, INSTANCE, OR, POWER, PRODUCT, SUM
from leeway.feel.syntax.vocabulary import KEYWORDS, keys_of
from leeway.feel.tree import Node
from leeway.feel.types import Type
from leeway.feel.values import Value

_OPEN, _SIGN, _ATOM = 0, INSTANCE, INSTANCE + 2
_SIGNS = {"+": SUM, "-": SUM, "*": PRODUCT, "/": PRODUCT, "**": POWER}
_EXACT_MAX = 2**53  # whole numbers up to here are exact in every reader of JSON
_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"})


def format(node: Node) -> str:  # noqa: A001 - the public name is `feel.format`
    """The text of an expression.

    >>> from leeway.feel.syntax import parse
    >>> format(parse("(a+1)*2 >3 and(b or c)"))
    '(a + 1) * 2 > 3 and (b or c)'
    """
    return _FORMS[type(node)](node)


def format_tests(tests: tuple[Node, ...]) -> str:
    """The text of unary tests."""
    return ", ".join(map(format, tests))


def _within(node: Node, level: int) -> str:
    """The text of a part, in brackets when it binds less tightly than what it stands in."""
    text = format(node)
    return text if _level(node) >= level else f"({text})"


def _level(node: Node) -> int:
    if isinstance(node, tree.Arithmetic):
        return _SIGNS[node.op]
    return _LEVELS.get(type(node), _ATOM)


_LEVELS: dict[type[Node], int] = {
    tree.If: _OPEN,
    tree.For: _OPEN,
    tree.Quantified: _OPEN,
    tree.Function: _OPEN,
    tree.Test: _OPEN,
    tree.Or: OR,
    tree.And: AND,
    tree.Compare: COMPARISON,
    tree.Between: COMPARISON,
    tree.In: COMPARISON,
    tree.Negate: _SIGN - 1,
    tree.InstanceOf: INSTANCE,
}


def _literal(node: tree.Literal) -> str:
    return literal(node.value)


def literal(value: Value) -> str:
    r"""A value as FEEL writes it.

    >>> literal("say \"hi\""), literal(Decimal("1.50"))
    ('"say \\"hi\\""', '1.50')
    """
    if value is None:
        return "null"
    if isinstance(value, str):
        return f'"{value.translate(_ESCAPES)}"'
    if isinstance(value, temporal.Temporal):
        return f'@"{temporal.text(value)}"'
    return str(builtins.to_string(value))


def to_json(value: Value) -> Any:
    """A value as `json.dumps` takes it; numbers that no double holds exactly, and what JSON lacks, are texts.

    >>> to_json((Decimal("0.5"), Decimal("1E+30"), Decimal("0.1234567890123456789")))
    [0.5, 1e+30, '0.1234567890123456789']
    """
    if value is None or isinstance(value, bool | str):
        return value
    if isinstance(value, Decimal):
        if abs(value) <= _EXACT_MAX and value == value.to_integral_value():
            return int(value)
        return float(value) if Decimal(repr(float(value))) == value else numbers.plain(value)
    if isinstance(value, tuple):
        return [to_json(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_json(entry) for key, entry in value.items()}
    return builtins.to_string(value)


def _negate(node: tree.Negate) -> str:
    operand = _within(node.operand, _SIGN - 1 if isinstance(node.operand, tree.Negate) else _SIGN)
    if isinstance(node.operand, tree.Literal) and operand[:1].isdigit():
        operand = f"({operand})"  # `-3` would be the number itself
    return f"-{operand}"


def _arithmetic(node: tree.Arithmetic) -> str:
    level = _SIGNS[node.op]
    return f"{_within(node.left, level)} {node.op} {_within(node.right, level + 1)}"


def _compare(node: tree.Compare) -> str:
    return f"{_within(node.left, COMPARISON)} {node.op} {_within(node.right, SUM)}"


def _between(node: tree.Between) -> str:
    value, low, high = _within(node.value, COMPARISON), _within(node.low, SUM), _within(node.high, SUM)
    return f"{value} between {low} and {high}"


def _in(node: tree.In) -> str:
    value = _within(node.value, COMPARISON)
    if len(node.tests) == 1:
        test = node.tests[0]
        text = format(test) if isinstance(test, tree.Test) else _within(test, SUM)
        return f"{value} in {text}"
    return f"{value} in ({format_tests(node.tests)})"


def _test(node: tree.Test) -> str:
    return f"{node.op} {_within(node.operand, SUM)}"


def _joined(word: str, level: int) -> Callable[[Any], str]:
    def form(node: tree.And | tree.Or) -> str:
        return f" {word} ".join(_within(operand, level + 1) for operand in node.operands)

    return form


def _if(node: tree.If) -> str:
    return f"if {format(node.condition)} then {format(node.yes)} else {format(node.no)}"


def _iterators(iterators: tuple[tree.Iterator_, ...]) -> str:
    return ", ".join(
        f"{each.name} in {format(each.source)}" + (f"..{format(each.until)}" if each.until else "")
        for each in iterators
    )


def _range(node: tree.Range) -> str:
    low = format(node.low) if node.low else "null"
    high = format(node.high) if node.high else "null"
    return f"{'[' if node.low_included else '('}{low}..{high}{']' if node.high_included else ')'}"


def _entry(entry: tree.Entry) -> str:
    plain = keys_of(entry.key) and entry.key not in KEYWORDS and _is_name(entry.key)
    return f"{entry.key if plain else literal(entry.key)}: {format(entry.value)}"


def _is_name(key: str) -> bool:
    return " ".join(key.split()) == key and all(each.isalnum() or each in " _?" for each in key)


def _call(node: tree.Call) -> str:
    texts = list(map(format, node.arguments))
    if node.names is not None:
        texts = [f"{name}: {text}" for name, text in zip(node.names, texts, strict=True)]
    return f"{_within(node.function, _ATOM)}({', '.join(texts)})"


def _function(node: tree.Function) -> str:
    parameters = [
        name if type_ is None else f"{name}: {type_}"
        for name, type_ in zip(node.parameters, node.types, strict=True)
    ]
    external = "external " if node.external else ""
    return f"function({', '.join(parameters)}) {external}{format(node.body)}"


def _filter(node: tree.Filter) -> str:
    opening = isinstance(node.condition, tree.Test)
    condition = format(node.condition)
    return f"{_within(node.of, _ATOM)}[{f'({condition})' if opening else condition}]"


_FORMS: dict[type[Node], Callable[[Any], str]] = {
    tree.Literal: _literal,
    tree.Name: lambda node: str(node.name),
    tree.Negate: _negate,
    tree.Arithmetic: _arithmetic,
    tree.Compare: _compare,
    tree.Between: _between,
    tree.In: _in,
    tree.Test: _test,
    tree.AnyValue: lambda _: "-",
    tree.NotTests: lambda node: f"not({format_tests(node.tests)})",
    tree.And: _joined("and", AND),
    tree.Or: _joined("or", OR),
    tree.If: _if,
    tree.For: lambda node: f"for {_iterators(node.iterators)} return {format(node.body)}",
    tree.Quantified: lambda node: f"{node.kind} {_iterators(node.iterators)} satisfies {format(node.body)}",
    tree.List: lambda node: f"[{', '.join(map(format, node.items))}]",
    tree.Context: lambda node: "{" + ", ".join(map(_entry, node.entries)) + "}",
    tree.Range: _range,
    tree.Path: lambda node: f"{_within(node.of, _ATOM)}.{node.member}",
    tree.Filter: _filter,
    tree.Call: _call,
    tree.Function: _function,
    tree.InstanceOf: lambda node: f"{_within(node.value, INSTANCE)} instance of {node.type}",
}


_READERS: dict[Type, Callable[[str], Value]] = {
    types.NUMBER: numbers.parse,
    types.STRING: str,
    types.DATE: temporal.parse_date,
    types.TIME: temporal.parse_time,
    types.DATE_AND_TIME: temporal.parse_date_and_time,
    types.DAYS: temporal.parse_duration,
    types.MONTHS: temporal.parse_duration,
}
_DURATIONS: dict[Type, type] = {types.DAYS: temporal.DaysDuration, types.MONTHS: temporal.MonthsDuration}
_NULL_TEXTS = ("", "null", "~")


def value_of_text(type_: Type, raw_text: str) -> Value | Problem:
    """The value that a raw text stands for when a value of that type is expected, or what is wrong with it.

    >>> value_of_text(types.NUMBER, "10.10")
    Decimal('10.10')
    >>> value_of_text(types.BOOLEAN, "maybe").message
    '`maybe` is not true or false'
    """
    if isinstance(type_, types.Union):
        return _of_union(type_, raw_text)
    if isinstance(type_, types.OneOf):
        return _one_of(type_, raw_text)
    if type_ == types.BOOLEAN:
        known = {"true": True, "false": False}
        wrong = Problem("wrong-type", f"`{raw_text}` is not true or false", help="write `true` or `false`")
        return known.get(raw_text, wrong)
    reader = _READERS.get(type_)
    if reader is None:
        return Problem("wrong-type", f"`{raw_text}` is no {type_}")
    try:
        value = reader(raw_text)
    except Failed as failed:
        return Problem("wrong-type", failed.message)
    wanted = _DURATIONS.get(type_)
    if wanted is not None and not isinstance(value, wanted):
        return Problem("wrong-type", f"`{raw_text}` is no {type_}")
    return value


def _of_union(type_: types.Union, raw_text: str) -> Value | Problem:
    if types.NULL in type_.members and raw_text in _NULL_TEXTS:
        return None
    wrong: list[Problem] = []
    for member in type_.members:
        if member != types.NULL:
            outcome = value_of_text(member, raw_text)
            if not isinstance(outcome, Problem):
                return outcome
            wrong.append(outcome)
    return wrong[0] if len(wrong) == 1 else Problem("wrong-type", f"`{raw_text}` is no {type_}")


def _one_of(type_: types.OneOf, raw_text: str) -> Value | Problem:
    value = value_of_text(type_.base, raw_text)
    if isinstance(value, Problem) or value in type_.values:
        return value
    allowed = ", ".join(f"`{each}`" for each in type_.values)
    return Problem("not-allowed", f"`{raw_text}` is not one of the declared values", help=f"allowed: {allowed}")
