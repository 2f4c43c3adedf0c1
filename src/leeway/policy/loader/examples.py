"""What do the worked examples say? Given facts, an actor and an action, and the right answer to it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from leeway.feel import types
from leeway.policy.diagnostics import did_you_mean
from leeway.policy.limits import meter_of
from leeway.policy.loader.facts import BAD, full_type, parameter_type, read_value
from leeway.policy.loader.limits import all_limits, plain, read_list
from leeway.policy.loader.scope import place_of
from leeway.policy.loader.text import Scalar
from leeway.policy.model import Example, Expected, Trust
from leeway.policy.names import AMOUNT, BUILT_IN_FACTS, CLAUSE_WORDS, SOMETHING_ELSE

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leeway.feel import Type
    from leeway.policy.loader.clauses import Read
    from leeway.policy.loader.crosscheck import ClauseNames
    from leeway.policy.loader.reading import Fields, Row
    from leeway.policy.loader.scope import Scope
    from leeway.policy.model import Action, Parameter
    from leeway.policy.phrases import Limit

OUTCOMES = {"go ahead": "go_ahead", "find out": "find_out", "ask": "ask", "decline": "decline"}
"""What an example may expect, and the outcome that it means."""


def actions_of(scope: Scope, examples: Iterable[Fields]) -> set[str]:
    """Note the actions that examples name; the answer is those that are given an amount."""
    with_amount = set()
    for fields in examples:
        node = fields.scalar("action")
        name = scope.action(node) if node else None
        if name and any(row.name == AMOUNT for row in fields.rows("given")):
            with_amount.add(name)
    return with_amount


class Examples:
    """Reads the examples of one book."""

    def __init__(
        self, scope: Scope, names: ClauseNames, clauses: Iterable[Read], principles: Mapping[str, str]
    ) -> None:
        self.scope = scope
        self.names = names
        self.principles = principles
        steps = {step.id for clause in names.by_id.values() for step in clause.steps}
        self._answers = _Answers(scope, names, steps)
        self._meters = {read.clause.id: [*all_limits(read.levels), *plain(read.anonymous)] for read in clauses}
        self._seen: dict[str, Scalar] = {}

    def read(self, fields: Fields) -> Example | None:
        """One example; None when its main parts cannot be read."""
        name = fields.scalar("example")
        if name is None:
            return None
        self._named(name)
        action = self._action(fields)
        parameters = action.parameters if action else {}
        amount_minor = self._amount(fields, action)
        given, chosen = self._given(fields, {key: parameter_type(each) for key, each in parameters.items()})
        self._missing_parameters(fields, parameters)
        expected = self._answers.expected(fields)
        return Example(
            name=name.text.strip(),
            given=given,
            parameters=chosen,
            actor=self._actor(fields),
            action=action.name if action else fields.text("action"),
            amount_minor=amount_minor,
            expect=expected,
            trust=self._trust(fields),
            used=self._used(fields),
            certificates=self._certificates(fields),
            customer=fields.text("customer") != "unknown",
            judgement=fields.text("own judgement"),
            principle=self._principle(fields),
            told=fields.flag("told"),
            at=self._at(fields),
            stopped=self._stopped(fields),
            good="\n".join(fields.texts("good")) or None,
            bad="\n".join(fields.texts("bad")) or None,
            place=place_of(name),
        )

    def _named(self, node: Scalar) -> None:
        name = node.text.strip()
        if name in self._seen:
            place = place_of(self._seen[name])
            message = f"`{name}` is already an example, at {place.path}:{place.line}"
            self.scope.report.at(node, "duplicate-example", message, help="examples have different names")
        self._seen.setdefault(name, node)

    # -- what is asked --------------------------------------------------------------------------
    def _actor(self, fields: Fields) -> str:
        node = fields.scalar("actor")
        return (self.scope.authority(node) if node else None) or self.scope.authorities[0]

    def _action(self, fields: Fields) -> Action | None:
        name = fields.text("action")
        return self.scope.actions.get(name) if name else None

    def _amount(self, fields: Fields, action: Action | None) -> int | None:
        row = next((each for each in fields.rows("given") if each.name == AMOUNT), None)
        if row is None:
            if action and action.amount:
                node = fields.scalar("action") or fields.node
                message = f"`{action.name}` has an amount, and the example gives none"
                self.scope.report.at(node, "missing-amount", message, help="write `given: {amount: 30}`")
            return None
        if action and not action.amount:
            message = f"`{action.name}` has no amount"
            advice = f"add `amount: money` to `{action.name}`, or leave the amount out"
            self.scope.report.at(row.key, "no-amount", message, help=advice)
            return None
        value = read_value(self.scope, row.value, types.NUMBER, name=AMOUNT)
        if value is BAD or not isinstance(row.value, Scalar):
            return None
        return self._minor(row.value, value, action)

    def _minor(self, node: Scalar, value: Decimal, action: Action | None) -> int | None:
        found = self.scope.minor(node)
        if found is not None and action and action.max_minor is not None and found > action.max_minor:
            message = f"`{value}` is more than `{action.name}` can be"
            self.scope.report.at(node, "bad-amount", message, help="the action's `max` is lower")
        elif found == 0:
            self.scope.report.at(node, "bad-amount", "an amount is more than nothing")
        return found

    # -- what is known --------------------------------------------------------------------------
    def _given(self, fields: Fields, parameters: Mapping[str, Type]) -> tuple[dict[str, Any], dict[str, Any]]:
        given: dict[str, Any] = {}
        chosen: dict[str, Any] = {}
        for row in fields.rows("given"):
            if row.name == AMOUNT:
                continue
            into = chosen if row.name in parameters else given
            type_ = parameters.get(row.name) or self._type(row)
            if type_ is None:
                continue
            value = read_value(self.scope, row.value, type_, name=row.name)
            if value is not BAD:
                into[row.name] = value
        return given, chosen

    def _missing_parameters(self, fields: Fields, parameters: Mapping[str, Parameter]) -> None:
        given = {row.name for row in fields.rows("given")}
        for name in parameters:
            if name not in given:
                message = f"`{fields.text('action')}` needs its parameter `{name}`"
                advice = f"add it under `given:`: `{name}: …`"
                node = fields.scalar("action") or fields.node
                self.scope.report.at(node, "missing-parameter", message, help=advice)

    def _type(self, row: Row) -> Type | None:
        fact = self.scope.facts.get(row.name)
        if fact is not None:
            return full_type(fact)
        if row.name == "actor.ai":
            return types.BOOLEAN
        if row.name in BUILT_IN_FACTS:
            advice = _BUILT_IN_ADVICE.get(row.name)
            message = f"`{row.name}` is filled in by the desk and cannot be given"
            self.scope.report.at(row.key, "built-in-given", message, help=advice)
        elif self.scope.whole or self.scope.lists_facts:
            known = [*self.scope.facts, AMOUNT]
            advice = did_you_mean(row.name, known) or "no condition reads it, and `facts:` does not declare it"
            self.scope.report.at(row.key, "unknown-fact", f"`{row.name}` is no fact of this book", help=advice)
        return None

    def _trust(self, fields: Fields) -> dict[str, Trust]:
        found = {}
        for row in fields.rows("trust"):
            if row.name not in self.scope.facts:
                advice = did_you_mean(row.name, self.scope.facts)
                self.scope.report.at(
                    row.key, "unknown-fact", f"`{row.name}` is no fact of this book", help=advice
                )
            found[row.name] = Trust[row.value.text.strip().upper()]
        return found

    def _certificates(self, fields: Fields) -> tuple[str, ...] | None:
        if "certificates" not in fields:
            return None
        for node in fields.scalars("certificates"):
            name = node.text.strip()
            if name not in self.scope.certificates and self.scope.whole:
                advice = did_you_mean(name, self.scope.certificates)
                message = f"`{name}` is no certificate that this book asks for"
                self.scope.report.at(node, "unknown-certificate", message, help=advice)
        return fields.texts("certificates")

    def _principle(self, fields: Fields) -> str | None:
        node = fields.scalar("principle")
        name = fields.text("principle")
        if node is not None and name not in self.principles:
            advice = did_you_mean(name or "", self.principles)
            self.scope.report.at(
                node, "unknown-principle", f"`{name}` is no principle of this book", help=advice
            )
        return name

    def _at(self, fields: Fields) -> str | None:
        text = fields.text("at")
        return text.replace(" ", "T", 1) if text else None

    # -- what was before ------------------------------------------------------------------------
    def _used(self, fields: Fields) -> dict[str, tuple[Limit, ...]]:
        used = {}
        for row in fields.rows("used"):
            key = _clause_or_word(self.scope, self.names, row.key)
            placed = read_list(self.scope, row.value)
            known = self._meters.get(key or "")
            for each in placed:
                if known is not None and meter_of(each.limit) not in map(meter_of, known):
                    message = f"`{each.node.text.strip()}` is on no meter of `{row.name}`"
                    advice = "name the scope and window of one of its limits"
                    self.scope.report.at(each.node, "unknown-meter", message, help=advice)
            if key is not None:
                used[key] = plain(placed)
        return used

    def _stopped(self, fields: Fields) -> tuple[str, ...]:
        found = []
        for node in fields.scalars("stopped"):
            name = node.text.strip()
            if name in self.scope.actions or name == SOMETHING_ELSE:
                found.append(name)
            elif clause := self.names.find(self.scope, node):
                found.append(clause.id)
        return tuple(found)


class _Answers:
    """Reads what an example holds to be right."""

    def __init__(self, scope: Scope, names: ClauseNames, steps: set[str]) -> None:
        self.scope = scope
        self.names = names
        self.steps = steps

    def expected(self, fields: Fields) -> Expected:
        outcome, authority, asks = self._outcome(fields)
        by = fields.scalar("by")
        for node in fields.scalars("skipped"):
            if node.text.strip() not in self.steps and self.scope.whole:
                advice = did_you_mean(node.text.strip(), self.steps)
                message = f"`{node.text.strip()}` is no step of this book"
                self.scope.report.at(node, "unknown-step", message, help=advice)
        instead = [self.scope.action(node, decided=False) for node in fields.scalars("instead")]
        return Expected(
            outcome=outcome,
            authority=authority,
            asks=asks,
            clause=_clause_or_word(self.scope, self.names, by) if by else None,
            alternatives=tuple(name for name in instead if name),
            steps=fields.texts("steps"),
            skipped=fields.texts("skipped"),
        )

    def _outcome(self, fields: Fields) -> tuple[str, str | None, tuple[str, ...]]:
        node = fields.scalar("expect")
        if node is None:
            if fields.scalar("action") is not None and "expect" not in fields:
                message = "the example proposes an action and expects nothing"
                self.scope.report.at(fields.node, "missing-key", message, help="add `expect: go ahead`")
            return "go_ahead", None, ()
        text = node.text.strip()
        if text in ("go ahead", "decline", "find out", "ask"):
            return OUTCOMES[text], None, ()
        lead = len(node.text) - len(node.text.lstrip())
        if text.startswith("ask "):
            return "ask", self.scope.authority(node, start=lead + 4), ()
        if text.startswith("find out "):
            return "find_out", None, self._asks(node, lead + 9)
        choices = ("go ahead", "find out", "decline", *(f"ask {each}" for each in self.scope.authorities))
        self.scope.report.at(node, "bad-outcome", f"`{text}` is no outcome", help=did_you_mean(text, choices))
        return "go_ahead", None, ()

    def _asks(self, node: Scalar, start: int) -> tuple[str, ...]:
        found = []
        for part in node.text[start:].split(","):
            name = part.strip()
            begin = start + len(part) - len(part.lstrip())
            if name not in self.scope.facts:
                advice = did_you_mean(name, self.scope.facts)
                message = f"`{name}` is no fact of this book"
                end = begin + max(len(name), 1)
                self.scope.report.at(node, "unknown-fact", message, help=advice, start=begin, end=end)
            found.append(name)
            start += len(part) + 1
        return tuple(found)


def _clause_or_word(scope: Scope, names: ClauseNames, node: Scalar) -> str | None:
    """What is charged or decides: a clause's id, or a word such as `overall`."""
    if node.text.strip() in CLAUSE_WORDS:
        return node.text.strip()
    clause = names.find(scope, node)
    return clause.id if clause else None


_BUILT_IN_ADVICE = {
    "customer.known": "write `customer: unknown`",
    "actor.authority": "write `actor:` and the authority",
    "actor.certificates": "write `certificates:` and a list",
    "now": "write `at:` and a date and time",
}
