"""Random expressions and facts, as texts a person could have written, mostly of fitting types."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leeway import feel
from leeway.feel import types

if TYPE_CHECKING:
    from random import Random

BASKET = types.ListOf(
    types.ContextOf((("name", types.STRING), ("price", types.NUMBER), ("gift", types.BOOLEAN)))
)
TYPES: dict[str, types.Type] = {
    "queue": types.NUMBER,
    "amount": types.NUMBER,
    "tier": types.OneOf(types.STRING, ("gold", "silver", "none")),
    "comment": types.STRING,
    "has receipt": types.BOOLEAN,
    "vip": types.BOOLEAN,
    "bought": types.DATE,
    "waited": types.DAYS,
    "order": types.ContextOf((("total", types.NUMBER), ("paid", types.BOOLEAN))),
    "basket": BASKET,
    "scores": types.ListOf(types.NUMBER),
    "birthday": types.optional(types.DATE),
    "rebate": types.optional(types.NUMBER),
    "now": types.DATE_AND_TIME,
}
UNTYPED = ("anything", "whatever")
NAMES = (*TYPES, *UNTYPED, "never given")
NOW = feel.evaluate('@"2026-03-01T10:00:00Z"').value

_NUMBERS = ("0", "1", "2", "-3", "0.5", "10", "1e3", "1e6000")
_TEXTS = ('"gold"', '"silver"', '""', '"a b"')
_DATES = ('@"2026-02-28"', 'date("2024-02-29")', "today()", "bought")
_DAYS = ('@"P1D"', 'duration("PT36H")', "waited")


def facts(choose: Random, *, unknown: float = 0.0) -> dict[str, Any]:
    """Facts of the declared types; each is UNKNOWN, or holds UNKNOWN, with the given probability."""

    def number() -> Any:
        return Decimal(choose.choice(("0", "1", "2", "3", "10", "0.50", "-1")))

    def perhaps(value: Any) -> Any:
        return feel.UNKNOWN if choose.random() < unknown else value

    def record() -> dict[str, Any]:
        full = {"name": choose.choice(("tea", "gold")), "price": number(), "gift": choose.random() < 0.5}
        return {name: perhaps(value) for name, value in full.items() if choose.random() > unknown / 2}

    given = {
        "queue": number(),
        "amount": number(),
        "tier": choose.choice(("gold", "silver", "none")),
        "comment": choose.choice(("", "gold", "a b")),
        "has receipt": choose.random() < 0.5,
        "vip": choose.random() < 0.5,
        "bought": feel.Date(2026, 2, choose.randint(1, 28)),
        "waited": feel.DaysDuration(Decimal(choose.choice((0, 86_400, 90)))),
        "order": {"total": number(), "paid": choose.random() < 0.5},
        "basket": tuple(record() for _ in range(choose.randint(0, 3))),
        "scores": tuple(number() for _ in range(choose.randint(0, 4))),
        "birthday": choose.choice((None, feel.Date(1990, 5, 17))),
        "rebate": choose.choice((None, number())),
        "anything": choose.choice((None, True, number(), "gold", (number(),), {"price": number()})),
        "whatever": choose.choice((None, False, number(), "a b", (), feel.Date(2026, 1, 1))),
        "now": NOW,
    }
    return {name: perhaps(value) for name, value in given.items() if choose.random() > unknown / 2}


class Author:
    """Writes expressions of a wanted kind; now and then of another, as people do."""

    def __init__(self, choose: Random, *, mistakes: float = 0.05) -> None:
        self.choose = choose
        self.mistakes = mistakes

    def write(self, kind: str = "boolean", depth: int = 3) -> str:
        if self.choose.random() < self.mistakes:
            kind = self.choose.choice(("number", "text", "boolean", "date", "days", "numbers", "basket", "any"))
        return getattr(self, f"_{kind}")(depth)

    def _pick(self, *forms: Any) -> str:
        form = self.choose.choice(forms)
        return form() if callable(form) else form

    def _any(self, depth: int) -> str:
        if depth <= 0:
            return self._pick("null", "anything", "whatever", "never given", "rebate", "birthday")
        return self._pick(
            lambda: self.write(self.choose.choice(("number", "text", "boolean", "date")), depth),
            lambda: (
                f"(if {self.write('boolean', depth - 1)} then {self.write('any', depth - 1)} else {self.write('any', depth - 1)})"
            ),
            lambda: f"{{a: {self.write('number', depth - 1)}, b: a}}.{self._pick('a', 'b', 'c')}",
            lambda: f"{self.write('basket', depth - 1)}[{self._pick('1', '-1', 'queue')}]",
            lambda: f"{self.write('numbers', depth - 1)}[1]",
            lambda: f"(function(x) x = {self.write('any', depth - 1)})({self.write('any', depth - 1)})",
        )

    def _number(self, depth: int) -> str:
        if depth <= 0:
            return self._pick(*_NUMBERS, "queue", "amount", "queue", "order.total", "rebate")
        one, two = (lambda: self.write("number", depth - 1)), (lambda: self.write("number", depth - 1))
        return self._pick(
            lambda: f"({one()} {self._pick('+', '-', '*', '/')} {two()})",
            lambda: f"({one()} ** 2)",
            lambda: f"-{one()}",
            lambda: f"count({self.write('basket', depth - 1)})",
            lambda: f"sum({self.write('numbers', depth - 1)})",
            lambda: f"max({one()}, {two()})",
            lambda: f"floor({one()})",
            lambda: f"string length({self.write('text', depth - 1)})",
            lambda: f"(if {self.write('boolean', depth - 1)} then {one()} else {two()})",
            lambda: f"{self.write('date', depth - 1)}.day",
            lambda: f"number({self.write('text', depth - 1)}, null, null)",
            one,
        )

    def _text(self, depth: int) -> str:
        if depth <= 0:
            return self._pick(*_TEXTS, "tier", "comment", "tier")
        one = lambda: self.write("text", depth - 1)  # noqa: E731
        return self._pick(
            lambda: f"({one()} + {one()})",
            lambda: f"upper case({one()})",
            lambda: f"substring({one()}, 1, {self.write('number', depth - 1)})",
            lambda: f"string({self.write('any', depth - 1)})",
            lambda: f"string join(for b in {self.write('basket', depth - 1)} return b.name)",
            one,
        )

    def _date(self, depth: int) -> str:
        if depth <= 0:
            return self._pick(*_DATES, "birthday")
        return self._pick(
            lambda: f"({self.write('date', depth - 1)} + {self.write('days', depth - 1)})",
            lambda: f'({self.write("date", depth - 1)} - @"P1M")',
            lambda: self.write("date", depth - 1),
        )

    def _days(self, depth: int) -> str:
        if depth <= 0:
            return self._pick(*_DAYS)
        return self._pick(
            lambda: f"({self.write('date', depth - 1)} - {self.write('date', depth - 1)})",
            lambda: f"({self.write('days', depth - 1)} * {self.write('number', depth - 1)})",
            lambda: self.write("days", depth - 1),
        )

    def _numbers(self, depth: int) -> str:
        if depth <= 0:
            return self._pick("scores", "[1, 2, 3]", "[]", "basket.price", "[queue, amount]")
        return self._pick(
            lambda: f"[{self.write('number', depth - 1)}, {self.write('number', depth - 1)}]",
            lambda: f"{self.write('basket', depth - 1)}.price",
            lambda: f"{self.write('numbers', depth - 1)}[item > {self.write('number', depth - 1)}]",
            lambda: (
                f"(for x in {self.write('numbers', depth - 1)} return x + {self.write('number', depth - 1)})"
            ),
            lambda: f"(for x in 1..3, y in {self.write('numbers', depth - 1)} return x * y)",
            lambda: f"append({self.write('numbers', depth - 1)}, {self.write('number', depth - 1)})",
            lambda: f"sort({self.write('numbers', depth - 1)}, function(a, b) a < b)",
        )

    def _basket(self, depth: int) -> str:
        if depth <= 0:
            return self._pick("basket", "basket", "[]")
        return self._pick(
            lambda: f"{self.write('basket', depth - 1)}[price > {self.write('number', depth - 1)}]",
            lambda: f"{self.write('basket', depth - 1)}[name = {self.write('text', depth - 1)}]",
            lambda: f"{self.write('basket', depth - 1)}[not(gift)]",
            lambda: f"{self.write('basket', depth - 1)}[{self.write('boolean', depth - 1)}]",
            lambda: "basket",
        )

    def _boolean(self, depth: int) -> str:
        if depth <= 0:
            return self._pick("true", "false", "vip", "has receipt", "vip", "order.paid")
        ordered = self.choose.choice(("number", "number", "text", "date", "days"))
        compared = self.choose.choice((ordered, ordered, "boolean", "any", "numbers"))
        one = lambda kind="boolean": self.write(kind, depth - 1)  # noqa: E731
        sign = self.choose.choice(("<", "<=", ">", ">="))
        return self._pick(
            lambda: f"({one()} and {one()})",
            lambda: f"({one()} or {one()} or {one()})",
            lambda: f"not({one()})",
            lambda: f"({one(ordered)} {sign} {one(ordered)})",
            lambda: f"({one(ordered)} {sign} {one(ordered)})",
            lambda: f"({one(compared)} {self._pick('=', '!=')} {one(compared)})",
            lambda: f"({one('any')} {self._pick('=', '!=')} null)",
            lambda: f'({self._pick("tier", "comment", one("text"))} in ("gold", {one("text")}))',
            lambda: '(tier in ("gold", "none"))',
            lambda: f"({self._pick('queue', 'amount')} in ([1..3], > {self._pick(*_NUMBERS)}, 10))",
            lambda: f"({one('number')} in ({one('number')}..{one('number')}])",
            lambda: f"({one('any')} in {one('numbers')})",
            lambda: f"({one(ordered)} between {one(ordered)} and {one(ordered)})",
            lambda: f"({self._pick('some', 'every')} x in {one('numbers')} satisfies x {sign} {one('number')})",
            lambda: f"({self._pick('some', 'every')} b in {one('basket')} satisfies b.gift and {one()})",
            lambda: f"(some x in {one('numbers')}, y in scores satisfies x = y)",
            lambda: f"({one('any')} instance of {self._pick('number', 'string', 'date', 'list<number>')})",
            lambda: f"contains({one('text')}, {one('text')})",
            lambda: f"all([{one()}, {one(self._pick('boolean', 'any'))}])",
            lambda: f"any({one()}, {one('any')})",
            lambda: f"starts with({one('text')}, {one('text')})",
            lambda: f"list contains({one('numbers')}, {one('number')})",
            lambda: f"(if {one()} then {one()} else {one()})",
        )
