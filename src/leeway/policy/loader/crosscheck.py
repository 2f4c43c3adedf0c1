"""Does the book agree with itself? What only shows when all its clauses have been read.

Facts against rules, amounts against actions, limits against costs, circumstances against the steps they change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.policy.diagnostics import did_you_mean, listed
from leeway.policy.loader.actions import is_costed
from leeway.policy.loader.limits import all_limits, check_anonymous, check_costed, check_levels, counts_money
from leeway.policy.loader.text import Scalar
from leeway.policy.model import Circumstance, Guideline, Otherwise, Rule, Situation
from leeway.policy.names import AMOUNT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leeway.policy.loader.clauses import Read
    from leeway.policy.loader.reading import Fields
    from leeway.policy.loader.scope import Scope
    from leeway.policy.model import Action, Clause, Default


class ClauseNames:
    """Finds clauses by id, or by name where only one has it."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self.by_id = {clause.id: clause for clause in clauses}
        self._by_name: dict[str, list[Clause]] = {}
        for clause in self.by_id.values():
            self._by_name.setdefault(clause.name, []).append(clause)

    def find(self, scope: Scope, node: Scalar) -> Clause | None:
        """The clause that a scalar names; None, and a report, when there is none or more than one."""
        name = node.text.strip()
        if name in self.by_id:
            return self.by_id[name]
        found = self._by_name.get(name, [])
        if len(found) == 1:
            return found[0]
        if found:
            ids = listed(clause.id for clause in found)
            message = f"`{name}` is the name of several clauses"
            scope.report.at(node, "ambiguous-clause", message, help=f"name one of {ids}")
        elif scope.whole:
            known = [*self._by_name, *self.by_id]
            message = f"`{name}` is no clause of this book"
            scope.report.at(node, "unknown-clause", message, help=did_you_mean(name, known))
        return None


def check_clauses(scope: Scope, clauses: Iterable[Read], names: ClauseNames) -> None:
    """Report what does not fit together in the clauses of a book."""
    checks = _Checks(scope, names)
    for read in clauses:
        checks.clause(read)


class _Checks:
    """The checks of one book."""

    def __init__(self, scope: Scope, names: ClauseNames) -> None:
        self.scope = scope
        self.names = names
        self.steps = {step.id for clause in names.by_id.values() for step in clause.steps}

    def clause(self, read: Read) -> None:
        clause = read.clause
        if isinstance(clause, Rule | Guideline):
            self._authority(read)
            self._parameters(read, clause)
        self._amount(read, clause)
        if isinstance(clause, Rule):
            self._presumed(read)
        elif isinstance(clause, Guideline):
            self._limits(read, clause)
            self._was(read, clause)
        elif isinstance(clause, Situation):
            self._situation(read)
        elif isinstance(clause, Circumstance):
            self._circumstance(read, clause)

    # -- what conditions read -------------------------------------------------------------------
    def _at_name(self, read: Read, name: str, *, finding: str, message: str, advice: str) -> None:
        node = read.reading.node
        span = next(read.reading.places_of(name), None)
        if node is not None and span is not None:
            self.scope.report.at(node, finding, message, help=advice, start=span.start, end=span.end)

    def _authority(self, read: Read) -> None:
        if read.reading.reads("actor.authority"):
            message = "a rule or guideline may not read the actor's authority"
            advice = "give limits by authority under `limits:`, or ask for a certificate"
            self._at_name(read, "actor.authority", finding="reads-authority", message=message, advice=advice)

    def _presumed(self, read: Read) -> None:
        for name in sorted(read.reading.names):
            fact = self.scope.facts.get(name)
            if fact is not None and fact.presume is not None:
                message = f"a rule may not read `{name}`, whose value is presumed"
                advice = f"remove `presume` from `{name}`, or make this a guideline"
                self._at_name(read, name, finding="presumed-in-rule", message=message, advice=advice)

    def _amount(self, read: Read, clause: Clause) -> None:
        """An amount is read only where every action that may come has one."""
        if not read.reading.reads(AMOUNT) or isinstance(clause, Situation):
            return
        without = [action for action in self._actions(clause) if not action.amount]
        if without:
            message = f"`{without[0].name}` has no amount that a condition could read"
            advice = f"add `amount: money` to `{without[0].name}`, or name only actions that have one"
            self._at_name(read, AMOUNT, finding="no-amount", message=message, advice=advice)

    def _actions(self, clause: Clause) -> list[Action]:
        """The actions with which a clause's condition is ever read."""
        if isinstance(clause, Circumstance):
            named = [each for each in self.names.by_id.values() if {each.id, each.name} & {*clause.applies_to}]
            acting = [each for each in named if isinstance(each, Rule | Guideline)]
            return [action for each in acting for action in self._actions(each)] or self._all_actions()
        names = clause.actions if isinstance(clause, Rule | Guideline) else ()
        if isinstance(clause, Rule) and not names:
            return self._all_actions()
        return [self.scope.actions[name] for name in names if name in self.scope.actions]

    def _all_actions(self) -> list[Action]:
        return list(self.scope.actions.values())

    def _parameters(self, read: Read, clause: Rule | Guideline) -> None:
        """A parameter is read only where every action of the clause has it, of one type."""
        for name in sorted(read.reading.names & read.reading.parameters.keys()):
            actions = self._actions(clause)
            without = [each for each in actions if name not in each.parameters]
            kinds = {each.parameters[name].type for each in actions if name in each.parameters}
            if not kinds:
                continue
            if without or len(kinds) > 1:
                other = without[0].name if without else actions[-1].name
                what = "has no parameter" if without else "has another sort of"
                message = f"`{other}` {what} `{name}`, and the clause is about it too"
                advice = "make a clause of its own for each action"
                self._at_name(read, name, finding="no-parameter", message=message, advice=advice)

    def _situation(self, read: Read) -> None:
        if read.reading.reads(AMOUNT):
            message = "a situation has no amount: nobody has proposed anything yet"
            advice = "use a guideline, or a fact of its own"
            self._at_name(read, AMOUNT, finding="no-amount", message=message, advice=advice)

    # -- limits ---------------------------------------------------------------------------------
    def _limits(self, read: Read, clause: Guideline) -> None:
        check_levels(self.scope, read.levels)
        limits = all_limits(read.levels)
        check_anonymous(self.scope, read.anonymous, levels=limits)
        actions = [self.scope.actions[name] for name in clause.actions if name in self.scope.actions]
        costed = [action.name for action in actions if is_costed(action.cost)]
        at = read.fields.at("limits") if "limits" in read.fields else read.name_node
        if costed:
            check_costed(self.scope, read.levels, at=at, what=f"`{costed[0]}`")
        elif actions and counts_money(limits):
            cost = "costs" if len(actions) == 1 else "cost"
            message = f"money is counted here, and {listed(a.name for a in actions)} {cost} nothing"
            advice = "give the action a `cost`, or count decisions: `5 per actor per day`"
            self.scope.report.at(at, "nothing-to-count", message, help=advice)

    def _was(self, read: Read, clause: Guideline) -> None:
        former = read.fields.scalar("was")
        if former is None or clause.was is None:
            return
        former_id = clause.was if "/" in clause.was else f"{clause.policy}/{clause.was}"
        if former_id in self.names.by_id:
            message = f"`{clause.was}` is still a clause of this book"
            advice = "a former name belongs to one clause; what was used under it would count twice"
            self.scope.report.at(former, "former-name-in-use", message, help=advice)

    # -- circumstances --------------------------------------------------------------------------
    def _circumstance(self, read: Read, clause: Circumstance) -> None:
        steps, where = self.steps, "of this book"
        if clause.applies_to:
            found = [self.names.find(self.scope, node) for node in read.fields.scalars("for")]
            if None in found:
                return
            steps, where = {step.id for each in found if each for step in each.steps}, "of these clauses"
        nodes = [*read.fields.scalars("skip"), *(row.key for row in read.fields.rows("instead"))]
        for node in nodes:
            name = node.text.strip()
            if name not in steps and self.scope.whole:
                advice = did_you_mean(name, steps)
                self.scope.report.at(node, "unknown-step", f"`{name}` is no step {where}", help=advice)
        both = set(clause.skip) & set(clause.instead)
        for node in nodes:
            if node.text.strip() in both:
                message = f"`{node.text.strip()}` is both left out and said otherwise"
                self.scope.report.at(
                    node, "unclear-step", message, help="name it under `skip` or under `instead`"
                )
                break


def check_defaults(scope: Scope, fields: Fields, default: Default, guided: set[str]) -> None:
    """No action that costs money goes ahead without limits because nothing is said about it."""
    for action in scope.actions.values():
        own = action.otherwise
        said = own or default
        if action.name in guided or said.kind is not Otherwise.GO_AHEAD or not is_costed(action.cost):
            continue
        message = f"`{action.name}` costs money and goes ahead without limits"
        advice = "give limits under its `otherwise:`, or a guideline"
        node = _otherwise_node(fields, action.name if own else None)
        if node is not None:
            scope.report.at(node, "unbounded", message, help=advice)


def _otherwise_node(fields: Fields, action: str | None) -> Scalar | None:
    if action is None:
        return fields.scalar("otherwise")
    row = next((each for each in fields.rows("actions") if each.name == action), None)
    found = row.value.get("otherwise") if row else None
    return found if isinstance(found, Scalar) else None
