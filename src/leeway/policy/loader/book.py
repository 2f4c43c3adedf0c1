"""How does a book come out of its files? In this order: head, facts, actions, clauses, examples."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from leeway.policy.diagnostics import did_you_mean, listed
from leeway.policy.keys import CLAUSES_MAX
from leeway.policy.loader.actions import asked, is_costed, read_actions, read_default
from leeway.policy.loader.clauses import BODY, PROMISES, Clauses, Read, reads_amount
from leeway.policy.loader.conditions import Conditions, certificates_in
from leeway.policy.loader.crosscheck import ClauseNames, check_clauses, check_defaults
from leeway.policy.loader.examples import Examples, actions_of
from leeway.policy.loader.facts import read_facts
from leeway.policy.loader.head import read_earned
from leeway.policy.loader.limits import (
    Levels,
    all_limits,
    check_anonymous,
    check_costed,
    check_levels,
    counts_money,
    plain,
    read_levels,
    read_list,
)
from leeway.policy.loader.reading import Fields
from leeway.policy.loader.scope import Scope, place_of
from leeway.policy.loader.text import Scalar
from leeway.policy.loader.usage import declare_actions, declare_from_use
from leeway.policy.model import Book, Default, Guideline, Otherwise, OwnJudgement, Policy, Size
from leeway.policy.money import is_currency, minor_digits
from leeway.policy.names import clause_name_problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from leeway.feel import Span
    from leeway.policy.loader.report import Report
    from leeway.policy.model import Example


@dataclass(slots=True, eq=False)
class Files:
    """The files of one book as they were read: its head, its policies, its examples."""

    head: Fields
    policies: list[Fields] = field(default_factory=list)
    examples: list[Fields] = field(default_factory=list)
    whole: bool = True
    """Whether every file could be read to its end."""
    is_folder: bool = False
    """Whether the book is a folder: then it is held to the facts and actions that it lists."""


def read_book(files: Files, report: Report, *, version: str) -> Book:
    """The book that these files say; only to be used when nothing in the report is an error."""
    return _BookReader(files, report).book(version)


class _BookReader:
    """Reads one book, step by step; later steps need what earlier ones declared."""

    def __init__(self, files: Files, report: Report) -> None:
        self.files = files
        self.head = files.head
        self.report = report
        self.scope = Scope(report, whole=files.whole)
        self.examples = [each for fields in files.examples for each in _examples_in(fields)]

    def book(self, version: str) -> Book:
        self._head()
        conditions = Conditions(self.scope)
        clauses = Clauses(self.scope, conditions)
        policies = self._policies(clauses)
        self._declare_used(conditions, clauses.read)
        names = ClauseNames(read.clause for read in clauses.read)
        check_clauses(self.scope, clauses.read, names)
        self._conditions(conditions, clauses.read)
        clauses.promises.check()
        guided = {
            name for read in clauses.read if isinstance(read.clause, Guideline) for name in read.clause.actions
        }
        left = [each for each in self.scope.actions.values() if each.name not in guided and not each.otherwise]
        costed = any(is_costed(each.cost) for each in left)
        default = read_default(self.scope, self.head, costed=costed) or self._ask_highest()
        check_defaults(self.scope, self.head, default, guided)
        overall, overall_anonymous = self._overall()
        own_judgement = self._own_judgement()
        earned = read_earned(self.scope, self.head)
        principles = {row.name: row.value.text.strip() for row in self.head.rows("principles")}
        return Book(
            name=self.head.text("book") or "book",
            title=self.head.text("title"),
            currency=self.scope.currency,
            digits=self.scope.digits,
            zone=self._zone(),
            size=self._size(),
            authorities=self.scope.authorities,
            facts=self.scope.facts,
            actions=self.scope.actions,
            policies=policies,
            otherwise=default,
            on_error=self._on_error(),
            overall=overall,
            overall_anonymous=overall_anonymous,
            own_judgement=own_judgement,
            principles=principles,
            certificates=tuple(sorted(self.scope.certificates)),
            earned=earned,
            examples=self._examples(names, clauses.read, principles),
            version=version,
        )

    # -- head -----------------------------------------------------------------------------------
    def _head(self) -> None:
        scope, head = self.scope, self.head
        self._name()
        self._currency()
        self._authorities()
        scope.lists_facts = "facts" in head and self.files.is_folder
        scope.lists_actions = "actions" in head and self.files.is_folder
        scope.lists_certificates = "certificates" in head
        scope.certificates = dict.fromkeys(head.texts("certificates"))
        read_facts(scope, head.rows("facts"))
        read_actions(scope, head.rows("actions"))

    def _name(self) -> None:
        node = self.head.scalar("book")
        problem = clause_name_problem(node.text.strip().replace("/", " ")) if node else None
        if node is not None and problem:
            self.report.at(node, "bad-name", problem)

    def _currency(self) -> None:
        node = self.head.scalar("currency")
        code = self.head.text("currency")
        if node is None or code is None:
            return
        if not is_currency(code):
            advice = (
                f"did you mean `{code.upper()}`?" if is_currency(code.upper()) else "write its ISO 4217 code"
            )
            self.report.at(node, "unknown-currency", f"`{code}` is no currency", help=advice)
        self.scope.currency, self.scope.digits = code, minor_digits(code)

    def _authorities(self) -> None:
        names: dict[str, None] = {}
        for node in self.head.scalars("authorities"):
            name = node.text.strip()
            problem = clause_name_problem(name) or (
                "`anonymous` is no authority" if name == "anonymous" else None
            )
            if name in names:
                problem = f"`{name}` is listed twice"
            if problem:
                self.report.at(node, "bad-name", problem)
            else:
                names[name] = None
        if "authorities" in self.head and not names:
            self.report.at(self.head.at("authorities"), "missing-value", "a book has at least one authority")
        self.scope.authorities = tuple(names) or self.scope.authorities

    def _zone(self) -> str | None:
        node = self.head.scalar("zone")
        name = self.head.text("zone")
        if node is not None and name is not None and name not in available_timezones():
            advice = did_you_mean(name, available_timezones())
            self.report.at(
                node, "unknown-zone", f"`{name}` is no time zone", help=advice or "write `Europe/Kyiv`"
            )
        return name

    def _size(self) -> Size:
        fields = self.head.get("size")
        if not isinstance(fields, Fields):
            return Size()
        customers = fields.whole("customers", 0)
        return Size(
            sites=fields.whole("sites", 1),
            actors_per_site=fields.whole("actors per site", 1),
            customers=customers or None,
        )

    def _on_error(self) -> str:
        node = self.head.scalar("on error")
        return (asked(self.scope, node) if node else None) or self.scope.authorities[-1]

    def _ask_highest(self) -> Default:
        return Default(kind=Otherwise.ASK, authority=self.scope.authorities[-1], place=place_of(self.head.node))

    # -- clauses --------------------------------------------------------------------------------
    def _policies(self, clauses: Clauses) -> tuple[Policy, ...]:
        found: dict[str, Policy] = {}
        if self._are_too_many():
            return ()
        own = (self.head.text("book") or "book").replace("/", " ")
        if any(table in self.head for table in (*BODY, PROMISES)):
            found[own] = clauses.policy(self.head, id=own, is_book=True)
        for fields in self.files.policies:
            node = fields.scalar("policy")
            if node is None:
                continue
            name = node.text.strip()
            if problem := clause_name_problem(name):
                self.report.at(node, "bad-name", problem)
            elif name in found:
                place = found[name].place
                message = f"`{name}` is already a policy, in {place.path}"
                self.report.at(node, "duplicate-policy", message, help="give this one another name")
            else:
                found[name] = clauses.policy(fields, id=name)
                self._dates(fields, found[name])
        return tuple(sorted(found.values(), key=lambda each: (each.order, each.id)))

    def _dates(self, fields: Fields, policy: Policy) -> None:
        if policy.since and policy.until and policy.until < policy.since:
            message = f"the policy ends on `{policy.until}`, before it begins on `{policy.since}`"
            self.report.at(fields.scalar("until") or fields.node, "dates-reversed", message)

    def _are_too_many(self) -> bool:
        """Whether there are more clauses than a book may have; then none of them is read."""
        rows = [
            row
            for fields in (self.head, *self.files.policies)
            for table in (*BODY, PROMISES)
            for row in fields.rows(table)
        ]
        if len(rows) <= CLAUSES_MAX:
            return False
        message = f"the book has more than {CLAUSES_MAX} clauses"
        self.report.at(rows[CLAUSES_MAX].key, "too-many-clauses", message, help="divide it into several books")
        self.scope.whole = False
        return True

    def _declare_used(self, conditions: Conditions, clauses: list[Read]) -> None:
        """Give types to facts, and amounts to actions, that nobody declared."""
        declare_from_use(self.scope, conditions.undeclared, [read.reading for read in clauses])
        with_amount = actions_of(self.scope, self.examples)
        for read in clauses:
            if reads_amount(read) or counts_money(all_limits(read.levels)):
                with_amount.update(getattr(read.clause, "actions", ()))
        declare_actions(self.scope, with_amount)

    def _conditions(self, conditions: Conditions, clauses: list[Read]) -> None:
        schema = conditions.schema()
        for read in clauses:
            conditions.check(read.reading, schema)
            if read.reading.reads("actor.certificates"):
                for literal in certificates_in(read.clause.when.tree):
                    self._certificate(read, literal.value, literal.span)

    def _certificate(self, read: Read, name: str, span: Span) -> None:
        """Note a certificate that a condition asks for; report one that the book's list does not have."""
        known = self.scope.certificates
        if self.scope.lists_certificates and name not in known and read.reading.node is not None:
            message = f"`{name}` is no certificate of this book"
            advice = did_you_mean(name, known)
            node = read.reading.node
            self.report.at(node, "unknown-certificate", message, help=advice, start=span.start, end=span.end)
        known.setdefault(name, None)

    # -- allowances -----------------------------------------------------------------------------
    def _overall(self) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
        value = self.head.get("overall limits")
        anonymous: list[Any] = []
        if isinstance(value, Fields):
            anonymous = read_list(self.scope, value.scalars("anonymous"))
            value = value.get("limits")
        nodes = [value] if isinstance(value, Scalar) else value or []
        placed = read_list(self.scope, nodes)
        for each in placed:
            if each.limit.cap is None:
                message = f"`{each.node.text.strip()}` lifts nothing: overall limits hold for everybody"
                self.report.at(each.node, "lifts-nothing", message)
        check_anonymous(self.scope, anonymous, levels=plain(placed))
        return plain(placed), plain(anonymous)

    def _own_judgement(self) -> OwnJudgement:
        fields = self.head.get("own judgement")
        if not isinstance(fields, Fields):
            return OwnJudgement()
        levels: Levels = read_levels(self.scope, fields.get("limits"))
        check_levels(self.scope, levels)
        check_costed(self.scope, levels, at=fields.at("limits"), what="own judgement")
        anonymous = read_list(self.scope, fields.scalars("anonymous"))
        check_anonymous(self.scope, anonymous, levels=all_limits(levels))
        review = fields.scalar("review")
        if review is not None and not _begins_with(review.text.strip(), self.scope.authorities):
            message = f"`{review.text.strip()}` does not begin with an authority"
            advice = f"authorities are {listed(self.scope.authorities)}"
            self.report.at(review, "unknown-authority", message, help=advice)
        return OwnJudgement(
            limits=levels.limits,
            anonymous=plain(anonymous),
            review=fields.text("review"),
            ai=fields.texts("ai"),
            place=place_of(fields.node),
        )

    # -- examples -------------------------------------------------------------------------------
    def _examples(
        self, names: ClauseNames, clauses: list[Read], principles: dict[str, str]
    ) -> tuple[Example, ...]:
        reader = Examples(self.scope, names, clauses, principles)
        found = [reader.read(fields) for fields in self.examples]
        return tuple(each for each in found if each is not None)


def _examples_in(fields: Fields) -> list[Fields]:
    found = fields.get("examples")
    return [each for each in found if isinstance(each, Fields)] if isinstance(found, list) else []


def _begins_with(text: str, names: Iterable[str]) -> bool:
    return any(text == name or text.startswith(name + " ") for name in names)
