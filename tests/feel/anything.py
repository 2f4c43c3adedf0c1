"""Random expressions that use all of FEEL: every built-in with its own signatures, every form of the grammar.

What the library declares of a parameter decides what is written for it, so that a new function is reached by
itself; only where a value must be of a certain form (a date's text, a position) `FITTING` says how.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

from leeway import feel
from leeway.feel import builtins, types
from leeway.feel.builtins import Builtin, Parameter, Signature

GIVEN: dict[str, Any] = {
    "queue": 3, "unit price": "2.50", "name": "Anna", "full name": "Anna Lee", "vip": True, "paid-up": False,
    "bought": "@2026-02-28", "opened": "@2026-02-28T09:30:00@Europe/Kyiv", "waited": "@PT36H", "term": "@P14M",
    "scores": [3, 1, 2], "tags": ["a", "bc"], "flags": [True, False],
    "order": {"total": 30, "paid": True, "unit price": 2}, "basket": [
        {"name": "tea", "price": 5, "gift": False}, {"name": "cup", "price": 12, "gift": True}],
    "nothing": None,
}  # fmt: skip
NOW = feel.evaluate('@"2026-03-01T10:00:00Z"').value
_MEMBERS = ("unit price",)


def given() -> dict[str, Any]:
    """The values of the names, as FEEL has them."""
    return {
        name: feel.evaluate(f'@"{value[1:]}"').value
        if isinstance(value, str) and value[:1] == "@"
        else feel.freeze(feel.evaluate(value).value if name == "unit price" else value)
        for name, value in GIVEN.items()
    }


def parsed(text: str) -> feel.Node:
    """The tree of such a text."""
    return feel.parse(text, names=GIVEN, members=_MEMBERS)


FITTING: dict[tuple[str, str], tuple[str, ...]] = {
    ("date", "from"): (
        '"2026-02-28"',
        '"2024-02-29"',
        '"-0044-03-15"',
        '"99999-12-31"',
        "opened",
        '"2026-02-30"',
    ),
    ("date and time", "from"): ('"2026-02-28T23:59:59.5Z"', '"2026-07-01T12:00:00@Asia/Tokyo"', '"2026-01-01"'),
    ("time", "from"): ('"23:59:00"', '"10:00:00+02:00"', '"10:00:00@Europe/Paris"', "opened"),
    ("duration", "from"): ('"P1DT2H"', '"-P14M"', '"PT0.5S"', '"P1Y2M"', '"P1M1D"'),
    ("number", "from"): ('"1,000.5"', '"12"', '"1.5e3"', '"x"'),
    ("number", "grouping separator"): ('","', "null", '" "'),
    ("number", "decimal separator"): ('"."', "null"),
    ("range", "from"): ('"[1..10]"', '"(1..10)"', '"[1..)"', '"[\\"a\\"..\\"z\\"]"', '"(@\\"2026-01-01\\"..)"'),
    ("matches", "pattern"): ('"^[a-z]+$"', '"(A)n+a"', '"\\\\s"', '"[a-z-[e]]"', '"a**"', '"(.)\\\\1"'),
    ("replace", "pattern"): ('"[a-z]"', '"(n)(n)"', '"\\\\d+"', '"(.)\\\\1"'),
    ("replace", "replacement"): ('"<$0>"', '"-"', '""'),
    ("split", "delimiter"): ('"n"', '"\\\\s"', '","'),
    ("*", "flags"): ('"i"', '"sm"', '"x"', '"q"', '""', "null"),
    ("*", "start position"): ("1", "2", "-1", "0"),
    ("*", "length"): ("1", "2", "9"),
    ("*", "position"): ("1", "-1", "2", "7"),
    ("*", "scale"): ("0", "1", "2", "-1"),
    ("*", "year"): ("2026", "-999999999", "2024"),
    ("*", "month"): ("2", "12", "13"),
    ("*", "day"): ("28", "1", "30"),
    ("*", "hour"): ("0", "23", "24"),
    ("*", "minute"): ("0", "59"),
    ("*", "second"): ("0", "59.5", "60"),
    ("*", "offset"): ('@"PT2H"', '@"-PT5H30M"', "null"),
    ("get value", "key"): ('"total"', '"paid"', '"none"'),
    ("context put", "key"): ('"total"', '"new"'),
    ("context put", "keys"): ('["order", "total"]', '["new"]', "[]"),
    ("context", "entries"): ('[{key: "a", value: 1}]', "get entries(order)", '{key: "b", value: null}'),
    ("exp", "number"): ("1", "0.5", "-3"),
    ("sort", "precedes"): ("function(a, b) a < b", "function(x, y) string(x) > string(y)"),
    ("list replace", "match"): ("function(item, new) item = new", "function(a, b) a != null"),
}
"""Texts for the parameters of which only some values make sense; `*` stands for every function."""

_ENDS = (("[", "]"), ("(", ")"), ("]", "["), ("[", ")"), ("(", "]"))
_TYPES = (
    *(str(each) for each in types.SIMPLE.values()),
    *("list<number>", "list<list<string>>", "range<number>", "range<date>", "context<total: number>"),
    *(
        "function<number> -> number",
        "function<Any, Any> -> Any",
        "function<> -> boolean",
        "context<unit price: Any>",
    ),
)
_NAMES = {
    "number": ("queue", "unit price", "order.total", "order.unit price", "1", "-2", "0.5", "1e3", ".5", "10"),
    "text": ("name", "full name", '"anna"', '"é\\u00df\\n\\"q\\""', '"\\U01F40E"', '""'),
    "boolean": ("vip", "paid-up", "order.paid", "true", "false"),
    "date": ("bought", '@"2026-02-28"', '@"-0044-03-15"', "today()"),
    "time": ('@"10:30:00"', '@"23:59:59.5Z"', '@"08:00:00@Europe/Kyiv"', '@"08:00:00-05:00"'),
    "moment": ("opened", '@"2026-03-01T00:00:00"', '@"99999-01-01T10:00:00Z"', "now()"),
    "days": ("waited", '@"P1D"', '@"-PT90M"', '@"PT0S"'),
    "months": ("term", '@"P1Y"', '@"-P3M"', '@"P0M"'),
    "numbers": ("scores", "[1, 2, 3]", "basket.price", "[]", "[5]"),
    "texts": ("tags", '["b", "a", "b"]', "basket.name"),
    "booleans": ("flags", "[true, true]"),
    "contexts": ("basket", "[order]", "basket"),
    "context": ("order", "basket[1]", '{"a b": 1, c: "x"}', "{}"),
    "range": ("[1..10]", '["a".."m"]', '[@"2026-01-01"..@"2026-12-31"]', "(> 3)", "(<= 10)", "(= 3)", "(]1..5[)"),
    "nothing": ("nothing", "null"),
}  # fmt: skip
_KIND_OF = {
    types.NUMBER: "number", types.STRING: "text", types.BOOLEAN: "boolean", types.DATE: "date", types.TIME: "time",
    types.DATE_AND_TIME: "moment", types.DAYS: "days", types.MONTHS: "months",
}  # fmt: skip
_LISTS = {types.NUMBER: "numbers", types.STRING: "texts", types.BOOLEAN: "booleans"}
_ANYTHING = (
    "number",
    "text",
    "boolean",
    "date",
    "moment",
    "days",
    "months",
    "numbers",
    "context",
    "range",
    "time",
)


def kind_of(type_: types.Type, choose: Random) -> str:
    """What is written for a parameter of a type."""
    if isinstance(type_, types.Union):
        return kind_of(choose.choice(type_.members), choose)
    if isinstance(type_, types.ListOf):
        if isinstance(type_.item, types.ContextOf):
            return "contexts"
        return _LISTS.get(type_.item) or choose.choice(("numbers", "numbers", "texts", "contexts"))
    if isinstance(type_, types.ContextOf):
        return "context"
    if isinstance(type_, types.RangeOf):
        return "range"
    return _KIND_OF.get(type_) or choose.choice(_ANYTHING)


CALLS: dict[str, list[tuple[Builtin, Signature]]] = {}
for _name in sorted(builtins.names()):
    _builtin = builtins.lookup(_name)
    assert _builtin is not None
    for _way in _builtin.overloads:
        CALLS.setdefault(kind_of(_way.result, Random(0)), []).append((_builtin, _way))
_WAYS = [way for ways in CALLS.values() for way in ways]


class Writer:
    """Writes expressions of a wanted kind; now and then of another, as people do."""

    def __init__(self, choose: Random, *, mistakes: float = 0.03) -> None:
        self.choose = choose
        self.mistakes = mistakes
        self.fresh = 0

    def write(self, kind: str, depth: int) -> str:
        """An expression that is likely of a kind."""
        if self.choose.random() < self.mistakes:
            kind = self.choose.choice((*_NAMES, "any"))
        if kind == "any":
            kind = self.choose.choice(_ANYTHING)
        roll = self.choose.random()
        if depth <= 0 or roll < 0.15:
            return self.choose.choice(_NAMES[kind])
        if roll < 0.45 and kind in CALLS:
            return self.call(*self.choose.choice(CALLS[kind]), depth)
        if roll < 0.55:
            return self.anywhere(kind, depth)
        own: Callable[[int], str] | None = getattr(self, f"_{kind}", None)
        return own(depth) if own else self.anywhere(kind, depth)

    def some_call(self, turn: int, depth: int) -> str:
        """A call of the function whose turn it is, out of all ways to call one."""
        return self.call(*_WAYS[turn % len(_WAYS)], depth)

    def one(self, *forms: str) -> str:
        return self.choose.choice(forms)

    def name(self) -> str:
        self.fresh += 1
        return f"{self.one('x', 'y', 'my item')}{self.fresh}"

    # -- calls ----------------------------------------------------------------------------------
    def call(self, builtin: Builtin, way: Signature, depth: int) -> str:
        parameters = [each for each in way.parameters if not each.optional or self.choose.random() < 0.6]
        given = [(each, self.argument(builtin, each, depth - 1)) for each in parameters]
        if not any(each.variadic for each in way.parameters) and self.choose.random() < 0.3:
            self.choose.shuffle(given)
            return f"{builtin.name}({', '.join(f'{each.name}: {text}' for each, text in given)})"
        while way.parameters and way.parameters[-1].variadic and self.choose.random() < 0.5:
            given.append((way.parameters[-1], self.argument(builtin, way.parameters[-1], depth - 1)))
        return f"{builtin.name}({', '.join(text for _, text in given)})"

    def argument(self, builtin: Builtin, parameter: Parameter, depth: int) -> str:
        fitting = FITTING.get((builtin.name, parameter.name)) or FITTING.get(("*", parameter.name))
        if fitting is not None:
            kind = kind_of(parameter.type, self.choose)
            fits = [text for text in fitting if kind == "text" or not text.startswith('"')] or list(fitting)
            return self.choose.choice(fits)
        if builtin.name in ("min", "max", "sort") and parameter.type == types.ANY:
            return self.write("number", depth)
        if isinstance(parameter.type, types.FunctionOf):
            return "function(a, b) a = b"
        if parameter.type == types.DATE_AND_TIME and self.choose.random() < 0.5:
            return self.write("date", depth)
        return self.write(kind_of(parameter.type, self.choose), depth)

    # -- forms that any kind has --------------------------------------------------------------------
    def anywhere(self, kind: str, depth: int) -> str:
        less = depth - 1
        inner = self.write(kind, less)
        x = self.name()
        forms: tuple[Callable[[], str], ...] = (
            lambda: f"(if {self.write('boolean', less)} then {inner} else {self.write(kind, less)})",
            lambda: f"{{a: {self.write('any', less)}, b: {inner}, c: b}}.{self.one('b', 'c')}",
            lambda: f"[{inner}, {self.write(kind, less)}][{self.one('1', '-1', 'queue - 2')}]",
            lambda: f"(function({x}{self.one('', ': Any')}) {x})({inner})",
            lambda: f"(function({x}, b) {x})(b: {self.write('any', less)}, {x}: {inner})",
            lambda: (
                f"{{f: function({x}) if {x} > 1 then f({x} - 1) else {inner}, r: f({self.one('1', '4')})}}.r"
            ),
            lambda: f"(for {x} in [{inner}] return {x})[1]",
            lambda: f"(for {x} in 1..2, z in [{x}] return {inner})[{self.one('1', '2', 'z')}]",
            lambda: f'get value({{k: {inner}}}, "k")',
            lambda: f"[{{n: {inner}}}][n = n].n[1]",
            lambda: f"(for {x} in 1..3 return if count(partial) = 0 then {inner} else partial[-1])[3]",
            lambda: f"(function(f, v) f(v))(function({x}) {x}, {inner})",
            lambda: f"({inner})",
        )
        return self.choose.choice(forms)()

    # -- the kinds ------------------------------------------------------------------------------
    def _number(self, depth: int) -> str:
        one, less = (lambda: self.write("number", depth - 1)), depth - 1
        return self.choose.choice(
            (
                lambda: f"({one()} {self.one(*'+-*')} {one()})",
                lambda: f"({one()} {self.one(*'/')} {one()})",
                lambda: f"({one()} ** {self.one('2', '0', '-1')})",
                lambda: f"-{one()}",
                lambda: f"-({one()})",
                lambda: f"({self.write('days', less)} / {self.write('days', less)})",
                lambda: f"{self.write('date', less)}.{self.one('year', 'month', 'day', 'weekday')}",
                lambda: f"{self.write('moment', less)}.{self.one('hour', 'minute', 'second', 'year')}",
                lambda: f"{self.write('days', less)}.{self.one('days', 'hours', 'minutes', 'seconds')}",
                lambda: f"{self.write('months', less)}.{self.one('years', 'months')}",
                lambda: f"[{one()}..{one()}].{self.one('start', 'end')}",
                lambda: f"{self.write('numbers', less)}[{self.one('1', '-1')}]",
                lambda: "(function(a: number, b: number) a * b)(" + f"{one()}, {one()})",
            )
        )()

    def _text(self, depth: int) -> str:
        less = depth - 1
        return self.one(
            f"({self.write('text', less)} + {self.write('text', less)})",
            f"string({self.write('any', less)})",
            f"{self.write('texts', less)}[1]",
            f"string(function(a) {self.write('any', less)})",
        )

    def _date(self, depth: int) -> str:
        step = self.write(self.one("days", "months"), depth - 1)
        return f"({self.write('date', depth - 1)} {self.one('+', '-')} {step})"

    def _moment(self, depth: int) -> str:
        step = self.write(self.one("days", "months"), depth - 1)
        return f"({self.write('moment', depth - 1)} {self.one('+', '-')} {step})"

    def _time(self, depth: int) -> str:
        return f"({self.write('time', depth - 1)} {self.one('+', '-')} {self.write('days', depth - 1)})"

    def _days(self, depth: int) -> str:
        less, of = depth - 1, self.one("date", "moment", "days")
        return self.one(
            f"({self.write(of, less)} - {self.write(of, less)})",
            f"({self.write('days', less)} {self.one('*', '/')} {self.write('number', less)})",
            f"({self.write('days', less)} + {self.write('days', less)})",
            f"-{self.write('days', less)}",
            f"opened.time offset + {self.write('days', less)}",
        )

    def _months(self, depth: int) -> str:
        less = depth - 1
        return self.one(
            f"({self.write('months', less)} {self.one('+', '-')} {self.write('months', less)})",
            f"({self.write('months', less)} {self.one('*', '/')} {self.write('number', less)})",
        )

    def _numbers(self, depth: int) -> str:
        less, x = depth - 1, self.name()
        return self.choose.choice(
            (
                lambda: f"[{self.write('number', less)}, {self.write('number', less)}]",
                lambda: f"{self.write('contexts', less)}.price",
                lambda: (
                    f"{self.write('numbers', less)}[item {self.one('<', '>=')} {self.write('number', less)}]"
                ),
                lambda: f"{self.write('numbers', less)}[{self.write('any', less)}]",
                lambda: f"(for {x} in {self.write('numbers', less)} return {x} + {self.write('number', less)})",
                lambda: f"(for {x} in {self.one('1..3', '[1..4)', '3..1')} return {x} * count(partial))",
                lambda: f"(for {x} in 1..2, w in {self.write('numbers', less)} return {x} * w)",
                lambda: f"sort({self.write('numbers', less)}, function(a, b) a {self.one('<', '>')} b)",
            )
        )()

    def _contexts(self, depth: int) -> str:
        less = depth - 1
        items = self.write("contexts", less)
        test = self.one("price > 6", "gift", 'name = "tea"', "item.price <= queue", self.write("boolean", less))
        return self.one(
            f"{items}[{test}]",
            f'(for b in {items} return context put(b, "n", {self.write("any", less)}))',
            f"sort({items}, function(a, b) a.name < b.name)",
        )

    def _context(self, depth: int) -> str:
        less = depth - 1
        return self.one(
            f"{{a: {self.write('any', less)}, b: [a], f: function(v) b, g: f(1)}}",
            f"{self.write('contexts', less)}[1]",
            f'context put({self.write("context", less)}, "k", {self.write("any", less)})',
        )

    def _range(self, depth: int) -> str:
        kind, (opening, closing) = self.one("number", "date", "text"), self.choose.choice(_ENDS)
        return self.one(
            f"({opening}{self.write(kind, depth - 1)}..{self.write(kind, depth - 1)}{closing})",
            f"({self.one('<', '<=', '>', '>=', '=', '!=')} {self.write(kind, depth - 1)})",
        )

    def _boolean(self, depth: int) -> str:
        kind = self.one("number", "number", "text", "date", "moment", "days", "months", "time")
        one = lambda of=kind: self.write(of, depth - 1)  # noqa: E731
        sign, x = self.one("<", "<=", ">", ">="), self.name()
        return self.choose.choice(
            (
                lambda: f"({one('boolean')} {self.one('and', 'or')} {one('boolean')})",
                lambda: f"({one()} {sign} {one()})",
                lambda: f"({one()} {self.one('=', '!=')} {one()})",
                lambda: (
                    f"({one(self.one('context', 'numbers', 'range'))} = {one(self.one('context', 'numbers'))})"
                ),
                lambda: f"({one('any')} {self.one('=', '!=')} null)",
                lambda: f"({one()} between {one()} and {one()})",
                lambda: f"({one()} in ({one()}, {sign} {one()}, [{one()}..{one()}]))",
                lambda: f"({one()} in {self.one('[', '(')}{one()}..{one()}{self.one(']', ')')})",
                lambda: f"({one('number')} in (? {sign} {one('number')}, {one('number')}))",
                lambda: f"({one('number')} in {sign} {one('number')})",
                lambda: f"({one('number')} in {one('numbers')})",
                lambda: f"({one()} in (= {one()}, != {one()}))",
                lambda: (
                    f"({self.one('some', 'every')} {x} in {one('numbers')} satisfies {x} {sign} {one('number')})"
                ),
                lambda: f"(some b in {one('contexts')}, {x} in 1..3 satisfies b.gift and {x} = queue)",
                lambda: f"({one('any')} instance of {self.choose.choice(_TYPES)})",
                lambda: f"((function(a{self.one('', ': number')}) a) instance of {self.choose.choice(_TYPES)})",
                lambda: f"{one('range')}.{self.one('start included', 'end included')}",
                lambda: f"({one('any')} in {one('range')})",
                lambda: f"((function(a) a) = {self.one('(function(a) a)', 'abs', one('any'))})",
                lambda: f"({self.one('abs', 'count')} instance of {self.choose.choice(_TYPES)})",
            )
        )()
