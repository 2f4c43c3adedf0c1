"""What may be done for this person now? The leeway panel: each way to put it right, how far, and who is asked.

Nothing is taken here; deciding is `commands.deciding`. Start reading at `panel_of`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from leeway.decide import Outcome, sentence_case
from leeway.desk.cases.queries import chosen_often
from leeway.desk.decisions import commands as decisions
from leeway.desk.decisions.queries.proposing import SOMETHING_ELSE
from leeway.desk.decisions.queries.screens import able_there, bars, choices, situation_of, upwards

if TYPE_CHECKING:
    from leeway.decide import Decision, Request, Said
    from leeway.desk.cases.queries import Matter
    from leeway.desk.decisions.commands import Looked
    from leeway.desk.decisions.queries.screens import Bar, Reader, Row
    from leeway.desk.people.queries import Able

SHOWN_MAX: Final = 6
"""So many ways to put it right are shown; the counter has all."""
OFFERED_MAX: Final = 5
POINTS_MAX: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to put it right, with the answer as it stands."""

    action: str
    title: str
    outcome: str
    """`go_ahead`, `ask`, `find_out`, `decline`; empty where it must be described first."""
    far: str = ""
    """`up to 200 UAH`, `ask Radu`, `not this`."""
    says: str = ""
    """Why, in one sentence."""
    left: str = ""
    """What is left after it, in words."""
    bar: Bar | None = None
    amount: bool = False
    """Whether it takes an amount."""
    direct: bool = False
    """Whether one tap does it: it goes ahead, and nothing has to be said or found out before."""
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """What one matter's panel shows."""

    matter: Matter
    situation: str = ""
    title: str = ""
    choices: tuple[Choice, ...] = ()
    offered: tuple[Row, ...] = ()
    """What it may be about, where nobody said so yet."""
    others: tuple[Row, ...] = ()
    """Everything else it may be about."""
    points: tuple[tuple[str, str], ...] = ()
    """What should be said, each with words to be said in one's own way."""
    steps: tuple[str, ...] = ()
    good: str = ""
    """A good example from the book."""
    bad: str = ""


def panel_of(matter: Matter, reader: Reader) -> Panel:
    """The panel of a matter for who reads it. Raises: LedgerError where balances cannot be read."""
    situation = situation_of(matter.situation, book=reader.book)
    if situation is None:
        rows = tuple(row for row in choices(reader, often=chosen_often(matter.site)) if row.kind == "situation")
        return Panel(matter=matter, offered=rows[:OFFERED_MAX], others=rows[OFFERED_MAX:])
    base = reader.request(
        replace(matter, action=SOMETHING_ELSE, amount_minor=None, parameters={}, judged=False)
    )
    names, asking = situation.remedies[:SHOWN_MAX], _Asking(reader, matter.site)
    wanted = (base, *(_tried(each, base, reader) for each in names))
    looked, *tried = decisions.look_at_all(wanted, law=reader.law)
    found = [_choice(name, each, matter, asking) for name, each in zip(names, tried, strict=True)]
    own, said = _general(looked, matter, reader), next((said for _, said in found if said), None)
    points = (*(own.points if own else ()), *(said.points if said else ()))
    return Panel(
        matter=matter, situation=situation.id, title=sentence_case(reader.naming.clause(situation.id)),
        choices=tuple(choice for choice, _ in found),
        points=tuple({each.point: (each.point, each.words or "") for each in points}.values())[:POINTS_MAX],
        steps=own.steps if own else (),
        good=next(iter((*situation.good, *(said.good if said else ()))), ""),
        bad=next(iter((*situation.bad, *(said.bad if said else ()))), ""),
    )  # fmt: skip


class _Asking:
    """Who is asked with each authority, by name; who is there is looked up once, when first asked for."""

    def __init__(self, reader: Reader, site: str) -> None:
        self.reader, self.site = reader, site
        self.able: tuple[Able, ...] | None = None

    def name(self, decision: Decision) -> str:
        """The first name of who is asked, else the authority."""
        if self.able is None:
            self.able = able_there(self.site, self.reader)
        found = upwards(decision, self.reader, site=self.site, able=self.able)
        authority = decision.ask.authority if decision.ask else ""
        return found.first_name if found and found.first_name else authority


def _tried(name: str, base: Request, reader: Reader) -> Request:
    """An action as it is tried: with the smallest amount, where it takes one."""
    return replace(base, action=name, amount_minor=1 if reader.book.actions[name].amount else None, text=None)


def _general(looked: Looked | None, matter: Matter, reader: Reader) -> Said | None:
    """What is to be said and done in a situation whatever is decided."""
    return None if looked is None else reader.said(looked.decision, matter=replace(matter, text=""))


def _choice(name: str, looked: Looked | None, matter: Matter, asking: _Asking) -> tuple[Choice, Said | None]:
    """One way with its answer, and that answer in words where it goes ahead."""
    reader = asking.reader
    action = reader.book.actions[name]
    bare = Choice(
        action=name, title=sentence_case(reader.naming.action(name)), outcome="", amount=action.amount
    )
    if looked is None:
        return replace(bare, far=_("say more")), None
    decision = looked.decision
    said = reader.said(decision, matter=replace(matter, action=name, amount_minor=None, text=""))
    shown, _wide = bars(said.meters, rtl=reader.rtl)
    bounded = next((bar for bar in shown if bar.bounded), None)
    choice_is_plain = decision.outcome is Outcome.GO_AHEAD and not action.amount
    choice = replace(
        bare,
        outcome=str(decision.outcome),
        far=_far(decision, asking),
        says=_says(decision, said),
        left=_("After it: %(left)s") % {"left": bounded.sentence} if bounded and choice_is_plain else "",
        bar=bounded,
        direct=decision.outcome is Outcome.GO_AHEAD and not action.parameters,
        instead=tuple(
            sentence_case(reader.naming.action(other.action))
            for other in decision.alternatives[:2]
            if decision.outcome is Outcome.DECLINE
        ),
    )
    return choice, said if decision.outcome is Outcome.GO_AHEAD else None


def _far(decision: Decision, asking: _Asking) -> str:
    """How far one may go, or who is asked, in two words."""
    if decision.outcome is Outcome.GO_AHEAD:
        most = decision.leeway_minor
        return _("up to %(amount)s") % {"amount": asking.reader.money(most)} if most else _("go ahead")
    if decision.outcome is Outcome.FIND_OUT:
        return _("find out first")
    if decision.outcome is Outcome.DECLINE:
        return _("not this")
    return _("ask %(name)s") % {"name": asking.name(decision)}


def _says(decision: Decision, said: Said) -> str:
    """Why, in one sentence: the clause's own reason where it goes ahead, else what the answer means."""
    if decision.outcome is Outcome.GO_AHEAD:
        return next((each.because for each in said.reasons if each.because), "")
    return next(iter(said.sentences), "")
