"""Which facts does a book declare, and what may their values be? `facts:` and the values written for them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.feel import Type, types
from leeway.policy.diagnostics import did_you_mean
from leeway.policy.loader.reading import Fields, Rows
from leeway.policy.loader.scope import place_of
from leeway.policy.loader.text import Items, Pairs, Scalar
from leeway.policy.model import Fact, Trust
from leeway.policy.names import DESK_PREFIXES, clashes, fact_name_problem, member_name_problem

if TYPE_CHECKING:
    from leeway.policy.loader.reading import Row
    from leeway.policy.loader.scope import Scope
    from leeway.policy.loader.text import Node
    from leeway.policy.model import Parameter

TYPES: dict[str, Type] = {
    "number": types.NUMBER,
    "money": types.NUMBER,
    "text": types.STRING,
    "boolean": types.BOOLEAN,
    "date": types.DATE,
    "time": types.TIME,
    "date and time": types.DATE_AND_TIME,
    "days and time duration": types.DAYS,
    "duration": types.DAYS,
    "years and months duration": types.MONTHS,
}
"""The types of a book, by the word it uses for them."""

_WORDS: dict[Type, str] = {
    types.NUMBER: "a number",
    types.STRING: "a text",
    types.BOOLEAN: "`true` or `false`",
    types.DATE: "a date",
    types.TIME: "a time",
    types.DATE_AND_TIME: "a date and time",
    types.DAYS: "a duration such as `P3D`",
    types.MONTHS: "a duration such as `P1Y`",
}


def read_facts(scope: Scope, rows: Rows) -> None:
    """Declare every fact of a book's list."""
    for row in rows:
        problem = fact_name_problem(row.name)
        if problem:
            scope.report.at(row.key, "bad-name", problem[0], help=problem[1])
            continue
        scope.facts[row.name] = _fact(scope, row)
    by_name = {row.name: row.key for row in rows}
    for prefix, name in clashes(set(scope.facts)):
        node = by_name.get(prefix) or by_name[name]
        message = f"`{prefix}` cannot be a fact while `{name}` is one"
        scope.report.at(node, "name-clash", message, help="conditions could not tell them apart; rename one")


def _fact(scope: Scope, row: Row) -> Fact:
    fields = row.value if isinstance(row.value, Fields) else Fields(row.key, {})
    type_ = _described(scope, row.value)
    one_of = type_.values if isinstance(type_, types.OneOf) else ()
    type_ = type_.base if isinstance(type_, types.OneOf) else type_
    _unit(scope, fields, type_)
    fact = Fact(
        name=row.name,
        type=type_,
        title=fields.text("title"),
        unit=fields.text("unit"),
        trust=_trust(fields, row.name),
        ask=fields.text("ask"),
        effort=fields.whole("effort", 1),
        one_of=one_of,
        optional=fields.flag("optional"),
        place=place_of(row.key),
    )
    presumed = fields.get("presume")
    if presumed is None:
        return fact
    value = read_value(scope, presumed, full_type(fact), name=row.name)
    return fact if value is BAD else replace(fact, presume=value)


def full_type(fact: Fact) -> Type:
    """A fact's type with the only values it may have, and null where it is optional."""
    type_: Type = types.OneOf(fact.type, fact.one_of) if fact.one_of else fact.type
    return types.optional(type_) if fact.optional else type_


def parameter_type(parameter: Parameter) -> Type:
    """A parameter's type with the only values it may have."""
    return types.OneOf(parameter.type, parameter.one_of) if parameter.one_of else parameter.type


def _trust(fields: Fields, name: str) -> Trust:
    text = fields.text("trust")
    if text:
        return Trust[text.upper()]
    return Trust.SYSTEM if name.split(".", maxsplit=1)[0] in DESK_PREFIXES and "." in name else Trust.STAFF


def _unit(scope: Scope, fields: Fields, type_: Type) -> None:
    node = fields.scalar("unit")
    if node is None:
        return
    if type_ not in (types.NUMBER, types.ANY):
        message = f"a unit does not fit: the value is {_WORDS.get(type_, 'not a number')}"
        scope.report.at(node, "unit-does-not-fit", message, help="only numbers have a unit")
    elif fields.text("type") == "money" and fields.text("unit") != scope.currency:
        message = f"the unit `{fields.text('unit')}` does not fit: money is in `{scope.currency}`"
        scope.report.at(node, "unit-does-not-fit", message, help="leave the unit out, or make it a `number`")


# -- types -----------------------------------------------------------------------------------------------
def _described(scope: Scope, value: Any) -> Type:
    """The type that a declaration describes: a word, a record of keys, or a table of members."""
    if isinstance(value, Scalar):
        return TYPES.get(value.text.strip(), types.ANY)
    if isinstance(value, Rows):
        return _members(scope, value)
    assert isinstance(value, Fields)
    ways = [key for key in ("type", "list of", "record of", "one of") if key in value]
    if len(ways) > 1 and ways != ["type", "one of"]:
        scope.report.at(value.at(ways[1]), "two-types", f"`{ways[0]}` and `{ways[1]}` say two different types")
    if "list of" in value:
        return types.ListOf(_described(scope, value.get("list of")))
    if "record of" in value:
        return _members(scope, value.rows("record of"))
    type_ = TYPES.get(value.text("type") or "", types.ANY)
    one_of = _one_of(scope, value, type_)
    return types.OneOf(type_, one_of) if one_of else type_


def _members(scope: Scope, rows: Rows) -> types.ContextOf:
    members: list[tuple[str, Type]] = []
    for row in rows:
        problem = member_name_problem(row.name)
        if problem:
            scope.report.at(row.key, "bad-name", problem[0], help=problem[1])
        else:
            members.append((row.name, _described(scope, row.value)))
    return types.ContextOf(tuple(members))


def _one_of(scope: Scope, fields: Fields, type_: Type) -> tuple[Any, ...]:
    values: dict[Any, None] = {}
    for node in fields.scalars("one of"):
        value = read_value(scope, node, type_, name="one of")
        if value is BAD:
            continue
        if value in values:
            scope.report.at(node, "duplicate-value", f"`{node.text}` is listed twice")
        else:
            values[value] = None
    return tuple(values)


# -- values ----------------------------------------------------------------------------------------------
class _Bad:
    """What stands for a value that could not be read; it has been reported."""


BAD = _Bad()


def read_value(scope: Scope, node: Node, type_: Type, *, name: str) -> Any:
    """The value that stands at a node, as a value of this type; `BAD`, and a report, when it is none."""
    return _Values(scope, name).read(node, type_)


class _Values:
    """Reads one value; `name` is what the book calls it."""

    def __init__(self, scope: Scope, name: str) -> None:
        self.scope = scope
        self.name = name

    def read(self, node: Node, type_: Type) -> Any:
        if isinstance(type_, types.Union):
            if isinstance(node, Scalar) and node.is_null:
                return None
            type_ = type_.members[0]
        if isinstance(node, Scalar):
            return self._scalar(node, type_)
        return self._list(node, type_) if isinstance(node, Items) else self._record(node, type_)

    def _scalar(self, node: Scalar, type_: Type) -> Any:
        base = type_.base if isinstance(type_, types.OneOf) else type_
        text = node.text.strip()
        if node.is_null and base != types.STRING:
            advice = "leave it out when it is unknown; declare the fact `optional: true` when there may be none"
            return self._wrong(node, "`null` is no value of this fact", advice)
        if isinstance(base, types.ListOf | types.ContextOf):
            return self._wrong(node, f"`{self.name}` is {_says(base)}, not the text `{text}`")
        value = guessed(node) if base == types.ANY else feel.value_of_text(base, text)
        if isinstance(value, feel.Problem):
            return self._wrong(node, f"`{text}` is not {_says(base)}, as `{self.name}` must be", value.help)
        if isinstance(type_, types.OneOf) and value not in type_.values:
            shown = [str(feel.to_string(each)) for each in type_.values]
            message = f"`{text}` is not among the values of `{self.name}`"
            self.scope.report.at(node, "unknown-value", message, help=did_you_mean(text, shown))
            return BAD
        return value

    def _list(self, node: Items, type_: Type) -> Any:
        if not isinstance(type_, types.ListOf) and type_ != types.ANY:
            return self._wrong(node, f"`{self.name}` is {_says(type_)}, not a list")
        values = [
            self.read(each, type_.item if isinstance(type_, types.ListOf) else types.ANY) for each in node.items
        ]
        return BAD if any(each is BAD for each in values) else tuple(values)

    def _record(self, node: Pairs, type_: Type) -> Any:
        if not isinstance(type_, types.ContextOf) and type_ != types.ANY:
            return self._wrong(node, f"`{self.name}` is {_says(type_)}, not a record")
        known = dict(type_.members) if isinstance(type_, types.ContextOf) else None
        found: dict[str, Any] = {}
        for pair in node.pairs:
            key = pair.key.text
            if known is not None and key not in known:
                message = f"`{key}` is no member of `{self.name}`"
                self.scope.report.at(pair.key, "unknown-member", message, help=did_you_mean(key, known))
                continue
            inner = known[key] if known is not None else types.ANY
            found[key] = _Values(self.scope, f"{self.name}.{key}").read(pair.value, inner)
        return BAD if any(each is BAD for each in found.values()) else found

    def _wrong(self, node: Node, message: str, advice: str | None = None) -> _Bad:
        self.scope.report.at(node, "wrong-type", message, help=advice)
        return BAD


def _says(type_: Type) -> str:
    if isinstance(type_, types.OneOf):
        return _says(type_.base)
    if isinstance(type_, types.ListOf | types.ContextOf):
        return "a list" if isinstance(type_, types.ListOf) else "a record"
    return _WORDS.get(type_, "a value")


def guessed(node: Scalar) -> Any:
    """The value of a text whose fact has no type: quoted it is a text, else what it looks like."""
    text = node.text.strip()
    if not node.style:
        for type_ in (types.NUMBER, types.BOOLEAN, types.DATE):
            value = feel.value_of_text(type_, text)
            if not isinstance(value, feel.Problem):
                return value
    return text
