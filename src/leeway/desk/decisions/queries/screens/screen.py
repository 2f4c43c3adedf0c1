"""What does the counter show next? One screen of a matter: choose, how much, find out, who, or the answer.

Start reading at `next_screen`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from leeway.decide import Outcome, RequestError, sentence_case
from leeway.desk.decisions.queries.proposing import SOMETHING_ELSE
from leeway.desk.decisions.queries.screens import questions
from leeway.desk.decisions.queries.screens.amounts import Slider, slider
from leeway.desk.decisions.queries.screens.bars import Bar, bars
from leeway.desk.decisions.queries.screens.choosing import Row, alternatives, remedies, situation_of
from leeway.desk.decisions.queries.screens.questions import Asked, Known
from leeway.desk.decisions.queries.screens.upwards import Upwards, upwards

if TYPE_CHECKING:
    from leeway.decide import Decision, RequestProblem, Said
    from leeway.desk.cases.queries import Matter
    from leeway.desk.decisions.commands.deciding import Looked
    from leeway.desk.decisions.queries.screens.reader import Reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """All that one page of a matter shows."""

    matter: Matter
    kind: str
    """`remedies`, `details`, `questions`, `customer` or `answer`."""
    title: str
    deed: str = ""
    """`Write off: 150 UAH`."""
    looked: Looked | None = None
    said: Said | None = None
    rows: tuple[Row, ...] = ()
    """What puts it right, or what may be done instead."""
    questions: tuple[Asked, ...] = ()
    presumed: tuple[Known, ...] = ()
    answered: tuple[Known, ...] = ()
    slider: Slider | None = None
    bars: tuple[Bar, ...] = ()
    wide: int = 0
    """How many wider limits have plenty left."""
    upwards: Upwards | None = None
    may_judge: bool = False
    """Whether own judgement is a way here."""
    problems: tuple[str, ...] = ()

    @property
    def outcome(self) -> str:
        """`go_ahead`, `find_out`, `ask` or `decline`; empty before there is an answer."""
        return "" if self.looked is None else str(self.looked.decision.outcome)


def next_screen(matter: Matter, reader: Reader) -> Screen:
    """The next screen of a matter."""
    if matter.action is None:
        return _remedies(matter, reader)
    title = sentence_case(matter.text or reader.naming.action(matter.action))
    made = Screen(matter=matter, kind="answer", title=title, deed=reader.deed(matter))
    if _lacks_details(matter, reader):
        return _details(made, reader)
    try:
        looked = reader.look(matter)
    except RequestError as refused:
        return _details(made, reader, problems=refused.problems)
    made = replace(made, looked=looked)
    if asked := questions.open_questions(looked.decision, matter, reader):
        return replace(made, kind="questions", questions=asked)
    if questions.customer_matters(looked.decision, matter, reader):
        return replace(made, kind="customer")
    return _answer(made, reader, decision=looked.decision)


def tried(matter: Matter, reader: Reader) -> Screen:
    """The answer at an amount that is only tried: no question comes between."""
    made = Screen(matter=matter, kind="answer", title="", deed=reader.deed(matter), looked=reader.look(matter))
    assert made.looked is not None, "it was looked at"
    return _answer(made, reader, decision=made.looked.decision)


def _answer(made: Screen, reader: Reader, *, decision: Decision) -> Screen:
    matter, said = made.matter, reader.said(decision, matter=made.matter)
    shown, wide = bars(said.meters, rtl=reader.rtl)
    return replace(
        made,
        said=said,
        rows=alternatives(decision, matter, reader),
        presumed=questions.presumed(decision, reader),
        answered=questions.answered(matter, reader),
        slider=slider(decision, matter, reader) if matter.amount_minor is not None else None,
        bars=shown,
        wide=wide,
        upwards=upwards(decision, reader, site=matter.site),
        may_judge=_may_judge(decision, matter, reader),
    )


def _may_judge(decision: Decision, matter: Matter, reader: Reader) -> bool:
    """Own judgement is a way where the guidelines do not go ahead and no rule forbids it."""
    forbidden = any(reason.code == "rule" for reason in decision.reasons)
    open_ = decision.outcome is not Outcome.GO_AHEAD and not matter.judged
    return open_ and not forbidden and bool(reader.book.own_judgement.limits)


def _lacks_details(matter: Matter, reader: Reader) -> bool:
    action = reader.book.actions.get(matter.action or "")
    if action is None:
        return False
    chosen = all(name in matter.parameters for name in action.parameters)
    return not chosen or (action.amount and matter.amount_minor is None)


def _details(made: Screen, reader: Reader, *, problems: tuple[RequestProblem, ...] = ()) -> Screen:
    """How much, and what an action leaves to be chosen; with how far one may go where that is known."""
    matter, decision = made.matter, None
    action = reader.book.actions.get(matter.action or "")
    has_amount = action is None or action.amount
    try:
        smallest = replace(matter, amount_minor=1 if has_amount else None)
        decision = reader.look(smallest).decision
    except RequestError:
        pass  # a choice is missing still; how far one may go depends on it
    return replace(
        made,
        kind="details",
        questions=questions.parameters(matter, reader),
        slider=slider(decision, matter, reader) if has_amount else None,
        problems=tuple(each.message for each in problems),
    )


def _remedies(matter: Matter, reader: Reader) -> Screen:
    situation = situation_of(matter.situation, book=reader.book)
    wanted = replace(matter, action=SOMETHING_ELSE, amount_minor=None, judged=False)
    looked = reader.look(wanted)
    title = sentence_case(reader.naming.clause(situation.id)) if situation else matter.wish
    return Screen(
        matter=matter, kind="remedies", title=title, looked=looked,
        said=reader.said(looked.decision, matter=replace(matter, text="")),
        rows=remedies(matter, reader, situation=situation),
        presumed=questions.presumed(looked.decision, reader),
        may_judge=bool(reader.book.own_judgement.limits),
    )  # fmt: skip
