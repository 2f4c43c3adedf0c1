"""What do the policies say? Rules, guidelines, situations and circumstances, read into the model one by one.

What only the whole book shows (undeclared facts, names of other clauses, limits against costs) is checked
afterwards, in `../crosscheck.py`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from leeway.policy.loader.clauses.promises import Promises
from leeway.policy.loader.facts import parameter_type
from leeway.policy.loader.limits import Levels, Placed, plain, read_levels, read_list
from leeway.policy.loader.reading import Fields
from leeway.policy.loader.scope import place_of
from leeway.policy.loader.text import Scalar
from leeway.policy.model import Circumstance, Clause, Guideline, Point, Policy, Rule, Situation, Step
from leeway.policy.names import AMOUNT, ANYTHING, SOMETHING_ELSE, clause_name_problem

if TYPE_CHECKING:
    from leeway.feel import Type
    from leeway.policy.loader.conditions import Conditions, Reading
    from leeway.policy.loader.reading import Row
    from leeway.policy.loader.scope import Scope

BODY = ("rules", "guidelines", "situations", "circumstances")
"""The tables of clauses, in the order in which a policy is read."""


@dataclass(slots=True, eq=False)
class Read:
    """One clause beside what it was read from."""

    clause: Clause
    fields: Fields
    reading: Reading
    name_node: Scalar
    levels: Levels = field(default_factory=Levels)
    anonymous: list[Placed] = field(default_factory=list)


class Clauses:
    """Reads the clauses of one policy after the other."""

    def __init__(self, scope: Scope, conditions: Conditions) -> None:
        self.scope = scope
        self.conditions = conditions
        self.read: list[Read] = []
        self.promises = Promises(scope, conditions)

    def policy(self, fields: Fields, *, id: str, is_book: bool = False) -> Policy:  # noqa: A002
        """One policy with all its clauses; for a book's own clauses only those are read."""
        made: dict[str, list[Any]] = {table: [] for table in BODY}
        seen: dict[str, Scalar] = {}
        order = 0 if is_book else fields.whole("order", 0)
        for table in BODY:
            for row in fields.rows(table):
                if self._named(row, seen):
                    made[table].append(self._clause(table, row, id, order))
        promises = tuple(
            self.promises.read(row, policy=id)
            for row in fields.rows("promises") if self._named(row, seen)
        )  # fmt: skip
        own = Fields(fields.node, {}) if is_book else fields
        return Policy(
            id=id,
            title=own.text("title") or id,
            owner=own.text("owner"),
            since=_date(own, "since"),
            until=_date(own, "until"),
            source=own.text("source"),
            purpose=own.text("purpose"),
            order=order,
            promises=tuple(each for each in promises if each is not None),
            place=place_of(fields.node),
            **{table: tuple(clauses) for table, clauses in made.items()},
        )

    def _named(self, row: Row, seen: dict[str, Scalar]) -> bool:
        problem = clause_name_problem(row.name)
        if problem:
            self.scope.report.at(row.key, "bad-name", problem)
            return False
        if row.name in seen:
            place = place_of(seen[row.name])
            message = f"`{row.name}` is already a clause of this policy, in line {place.line}"
            self.scope.report.at(
                row.key, "duplicate-clause", message, help="clauses of one policy have different names"
            )
            return False
        seen[row.name] = row.key
        return True

    # -- one clause -----------------------------------------------------------------------------
    def _clause(self, table: str, row: Row, policy: str, order: int) -> Clause:
        fields: Fields = row.value
        clause_id = f"{policy}/{row.name}"
        actions = self._actions(fields)
        reading = self.conditions.read(fields.scalar("when"), row.key, parameters=self._parameters(actions))
        common: dict[str, Any] = {
            "id": clause_id,
            "name": row.name,
            "policy": policy,
            "when": reading.condition,
            "title": fields.text("title"),
            "because": fields.text("because"),
            "source": fields.text("source"),
            "good": fields.texts("good"),
            "bad": fields.texts("bad"),
            "steps": self._steps(fields, clause_id),
            "points": self._points(fields),
            "public": fields.text("public"),
            "place": place_of(row.key),
        }
        read = Read(Clause(**common), fields, reading, row.key)
        read.clause = getattr(self, f"_{table}")(read, common, actions, order)
        self.read.append(read)
        return read.clause

    def _rules(self, read: Read, common: dict[str, Any], actions: tuple[str, ...], _order: int) -> Rule:
        return Rule(**common, actions=actions, instead=self._alternatives(read.fields, "instead"))

    def _guidelines(
        self, read: Read, common: dict[str, Any], actions: tuple[str, ...], order: int
    ) -> Guideline:
        fields = read.fields
        read.levels = read_levels(self.scope, fields.get("limits"))
        read.anonymous = read_list(self.scope, fields.scalars("anonymous"))
        return Guideline(
            **common,
            actions=actions,
            limits=read.levels.limits,
            anonymous=plain(read.anonymous),
            requires=self._certificates(fields),
            instead=self._alternatives(fields, "instead"),
            was=fields.text("was"),
            order=fields.whole("order", order),
        )

    def _situations(self, read: Read, common: dict[str, Any], _actions: Any, _order: int) -> Situation:
        remedies = self._alternatives(read.fields, "remedies")
        return Situation(**common, wish=read.fields.text("wish"), remedies=remedies)

    def _circumstances(self, read: Read, common: dict[str, Any], _actions: Any, _order: int) -> Circumstance:
        fields = read.fields
        return Circumstance(
            **common,
            skip=fields.texts("skip"),
            instead={row.name: row.value.text.strip() for row in fields.rows("instead")},
            applies_to=fields.texts("for"),
        )

    # -- parts of clauses -----------------------------------------------------------------------
    def _actions(self, fields: Fields) -> tuple[str, ...]:
        nodes = fields.scalars("forbid") or fields.scalars("allow")
        if "forbid" in fields and any(node.text.strip() == ANYTHING for node in nodes):
            return ()
        for node in nodes:
            if node.text.strip() == SOMETHING_ELSE:
                message = f"`{SOMETHING_ELSE}` is for own judgement only, and no clause is about it"
                self.scope.report.at(node, "reserved-name", message)
        found = [self.scope.action(node) for node in nodes]
        return tuple(dict.fromkeys(name for name in found if name not in (None, SOMETHING_ELSE)))

    def _alternatives(self, fields: Fields, key: str) -> tuple[str, ...]:
        found = [self.scope.action(node, decided=False) for node in fields.scalars(key)]
        return tuple(dict.fromkeys(name for name in found if name is not None))

    def _parameters(self, actions: tuple[str, ...]) -> dict[str, Type]:
        declared = (self.scope.actions[name].parameters for name in actions if name in self.scope.actions)
        return {name: parameter_type(each) for parameters in declared for name, each in parameters.items()}

    def _certificates(self, fields: Fields) -> tuple[str, ...]:
        for node in fields.scalars("requires"):
            self.scope.certificate(node)
        return fields.texts("requires")

    def _steps(self, fields: Fields, clause: str) -> tuple[Step, ...]:
        return tuple(
            Step(id=row.name, text=row.value.text.strip(), clause=clause, place=place_of(row.key))
            for row in fields.rows("do")
        )

    def _points(self, fields: Fields) -> tuple[Point, ...]:
        found = fields.get("say") or []
        return tuple(
            Point(point=each.text.strip())
            if isinstance(each, Scalar)
            else Point(point=each.text("point") or "", words=each.text("words"))
            for each in found
        )


def _date(fields: Fields, key: str) -> date | None:
    text = fields.text(key)
    return date.fromisoformat(text) if text else None


def reads_amount(read: Read) -> bool:
    """Whether a clause speaks of the amount: in its condition, or by counting money."""
    return read.reading.reads(AMOUNT)
