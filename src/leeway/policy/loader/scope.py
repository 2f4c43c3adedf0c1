"""What is known while a book is read? Its currency, authorities, facts and actions."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from leeway.feel import types
from leeway.policy.diagnostics import did_you_mean, nearest, slip_of
from leeway.policy.model import Place
from leeway.policy.money import MoneyError, to_minor
from leeway.policy.names import ANYTHING, BUILT_IN_FACTS, SOMETHING_ELSE

if TYPE_CHECKING:
    from leeway.feel import Type
    from leeway.policy.loader.report import Report
    from leeway.policy.loader.text import Node, Scalar
    from leeway.policy.model import Action, Fact


def place_of(node: Node) -> Place:
    """Where a node begins."""
    return node.source.place(node.start)


@dataclass(eq=False)
class Scope:
    """The names that a book declares, while its clauses and examples are being read.

    A folder that lists its facts (or actions) is held to its list. In a single file, and without a list,
    what is not declared is typed from its use; only slips of the pen are refused. `whole` is false when
    some file could not be read: then a name that is missing may stand there.
    """

    report: Report
    currency: str = ""
    """Empty while the book names none: then limits may be in any."""
    digits: int = 2
    authorities: tuple[str, ...] = ("staff", "owner")
    facts: dict[str, Fact] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    lists_facts: bool = False
    lists_actions: bool = False
    whole: bool = True
    used_actions: dict[str, Scalar] = field(default_factory=dict)
    """Actions that are used and not declared, each with the place that names it first."""
    certificates: dict[str, Scalar | None] = field(default_factory=dict)
    lists_certificates: bool = False

    # -- authorities ------------------------------------------------------------------------------
    def authority(self, node: Scalar, *, start: int = 0) -> str | None:
        """The authority that a scalar (from `start` on) names; None, and a report, when there is none."""
        name = node.text[start:].strip()
        if name in self.authorities:
            return name
        begin = start + len(node.text[start:]) - len(node.text[start:].lstrip())
        self.report.at(
            node, "unknown-authority", f"`{name}` is no authority of this book",
            help=did_you_mean(name, self.authorities), start=begin, end=begin + len(name),
        )  # fmt: skip
        return None

    # -- actions ----------------------------------------------------------------------------------
    def action(self, node: Scalar, *, decided: bool = True) -> str | None:
        """The action that a scalar names; undeclared ones are noted, or reported where all are listed.

        `decided` is false for alternatives: a business may offer what nobody needs to decide.
        """
        name = node.text.strip()
        if name in self.actions or name == SOMETHING_ELSE:
            return name
        if name == ANYTHING:
            self.report.at(node, "reserved-name", f"`{ANYTHING}` stands for all actions, and only in `forbid`")
            return None
        near = nearest(name, self.actions) if self.lists_actions else slip_of(name, self.actions)
        if near or (self.lists_actions and decided):
            self.report.at(
                node, "unknown-action", f"`{name}` is no action of this book",
                help=f"did you mean `{near}`?" if near else "declare it under `actions:`",
            )  # fmt: skip
            return None
        self.used_actions.setdefault(name, node)
        return name

    # -- certificates -----------------------------------------------------------------------------
    def certificate(self, node: Scalar) -> None:
        """Note a certificate that somebody must hold; report one that the book's list does not have."""
        name = node.text.strip()
        if self.lists_certificates and name not in self.certificates:
            self.report.at(
                node, "unknown-certificate", f"`{name}` is no certificate of this book",
                help=did_you_mean(name, self.certificates),
            )  # fmt: skip
        self.certificates.setdefault(name, node)

    # -- money --------------------------------------------------------------------------------------
    def minor(self, node: Scalar) -> int | None:
        """An amount of the book's currency in minor units; None, and a report, when it is none."""
        try:
            return to_minor(Decimal(node.text.strip()), digits=self.digits)
        except MoneyError as error:
            self.report.at(node, "bad-amount", error.message)
            return None

    # -- facts --------------------------------------------------------------------------------------
    def types(self) -> dict[str, Type]:
        """The type of every fact and every built-in name."""
        found = {
            name: types.optional(fact.type) if fact.optional else fact.type for name, fact in self.facts.items()
        }
        return {**BUILT_IN_FACTS, **found}
