"""How is the decision written? The answer of `weighing.py` with reasons, duties and all that goes with it.

It does what `shown/` does for a plan, from reasons and duties that are ready. Start reading at `Writing`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from leeway.decide.decision import Asked, AskKind, Decision, Outcome, Reason
from leeway.decide.parts.deciders import may_judge
from leeway.decide.shown.duties import NOTHING_DUE, Duties, both, due, together
from leeway.decide.shown.reasons import NOTHING_ELSE, limit_args
from leeway.decide.shown.versions import versions_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from leeway.decide.decision import Alternative, MeterLine
    from leeway.decide.engine.law import CompiledLaw
    from leeway.decide.engine.weighing import Matter, Standing, Weighed
    from leeway.policy import Clause


_new = tuple.__new__
"""Makes a named tuple in half the time of its own call (docs/decisions/0010)."""


class Writing:
    """Writes the decisions of one book; `leeway` is how far the decider could go now."""

    __slots__ = ("_asked", "_book", "_colleague", "_law", "_versions")

    def __init__(self, law: CompiledLaw) -> None:
        """By this law."""
        self._law, self._book, self._versions = law, law.book, versions_of(law.book)
        levels = law.book.authorities
        self._asked = [Asked(authority=each, kind=AskKind.AUTHORITY) for each in levels]
        self._colleague = [Asked(authority=each, kind=AskKind.COLLEAGUE) for each in levels]

    def going_ahead(
        self, weighed: Weighed, matter: Matter, standing: Standing, *, leeway: int | None
    ) -> Decision:
        """Go ahead: by the first clause that has room."""
        entry = standing.entry
        clauses = () if entry.guideline is None else (entry.guideline,)
        return self._written(
            weighed, matter, outcome=Outcome.GO_AHEAD, reasons=entry.grants, near=(standing,), leeway=leeway,
            due=self._due(matter, entry.duties, clauses), charged=entry.clause,
        )  # fmt: skip

    def asking(
        self,
        weighed: Weighed,
        matter: Matter,
        standing: Standing,
        *,
        level: int,
        leeway: int | None,
        instead: tuple[Alternative, ...],
    ) -> Decision:
        """Ask: a colleague, or the lowest authority whose limits fit."""
        colleague = level == weighed.sheet.level
        in_the_way = [_certificate(standing)] if colleague else _in_the_way(weighed, matter, standing)
        return self._written(
            weighed, matter, outcome=Outcome.ASK, reasons=(*in_the_way, standing.entry.asked[level]),
            near=(standing, *weighed.standing), leeway=leeway, due=self._due(matter, NOTHING_DUE, ()),
            ask=(self._colleague if colleague else self._asked)[level], instead=instead,
        )  # fmt: skip

    def declining(
        self, weighed: Weighed, matter: Matter, *, leeway: int | None, instead: tuple[Alternative, ...]
    ) -> Decision:
        """No: a rule forbids it, or no clause lets it at any level."""
        raiser, judgement, bans = None, False, weighed.truths.bans
        if bans:
            why = tuple([ban.reason for ban in bans])
        elif weighed.standing:
            why = _refusing(weighed, matter)
            raisable = any(any(each.entry.by_level) for each in weighed.standing)
            raiser = self._book.authorities[-1] if raisable else None
            judgement = self._has_own_judgement(weighed, matter)
        else:
            why, judgement = weighed.sheet.nothing, self._has_own_judgement(weighed, matter)
        if not (instead or judgement or raiser):
            why = (*why, NOTHING_ELSE)
        applied = together([ban.duties for ban in bans])
        return self._written(
            weighed, matter, outcome=Outcome.DECLINE, reasons=why, near=weighed.standing, leeway=leeway,
            due=self._due(matter, applied, [ban.rule for ban in bans]), instead=instead, raiser=raiser,
            judgement=judgement,
        )  # fmt: skip

    def _written(  # noqa: PLR0913 - what makes decisions differ, each by its name
        self,
        weighed: Weighed,
        matter: Matter,
        *,
        outcome: Outcome,
        reasons: tuple[Reason, ...],
        near: Iterable[Standing],
        leeway: int | None,
        due: Duties,
        charged: str | None = None,
        ask: Asked | None = None,
        raiser: str | None = None,
        judgement: bool = False,
        instead: tuple[Alternative, ...] = (),
    ) -> Decision:
        """The decision, with its fields in their order: by name it would take four times as long."""
        request, presumed = matter.request, matter.presumed
        if presumed:
            presumed = tuple([each for each in presumed if each.fact in weighed.sheet.page.read])
        meters = _nearest(weighed, matter, near)
        return _new(
            Decision,
            (
                outcome, request.action, request.amount_minor, weighed.cost, self._book.currency, reasons,
                self._versions, charged, meters, leeway, (), ask, raiser, judgement, *due, instead, presumed,
                None, None,
            ),
        )  # fmt: skip

    def _due(self, matter: Matter, applied: Duties, clauses: Sequence[Clause]) -> Duties:
        """What applied clauses and the situations at hand ask for, as circumstances have it."""
        chapter, at_hand = matter.day.chapter, matter.at_hand
        if at_hand.circumstances:
            situations = [chapter.situations.clauses[place] for place in at_hand.situations]
            changes = [(chapter.circumstances.clauses[place], True) for place in at_hand.circumstances]
            return due(self._law, [(clause, None) for clause in (*clauses, *situations)], changes)
        if not at_hand.situations:
            return applied
        return at_hand.duties if applied is NOTHING_DUE else both(applied, at_hand.duties)

    def _has_own_judgement(self, weighed: Weighed, matter: Matter) -> bool:
        tabs = weighed.sheet.own_judgement
        if tabs is None or not may_judge(self._book, matter.request):
            return False
        return matter.room(tabs, weighed.cost, matter.subjects) >= weighed.cost


def _nearest(weighed: Weighed, matter: Matter, near: Iterable[Standing]) -> tuple[MeterLine, ...]:
    """What the first of these clauses that has something for the level would charge."""
    for standing in near:
        if standing.entry.by_decider is not None:
            return _lines(weighed, matter, standing)
    return ()


def _lines(weighed: Weighed, matter: Matter, standing: Standing) -> tuple[MeterLine, ...]:
    tabs = standing.entry.by_decider
    if standing.lines is None and tabs is not None:
        standing.lines = matter.lines(tabs, weighed.cost)[0]
    return standing.lines or ()


# -- reasons ---------------------------------------------------------------------------------------------
def _refusing(weighed: Weighed, matter: Matter) -> tuple[Reason, ...]:
    """Why no clause lets it, though some hold: all of them, in order."""
    true = {standing.entry: standing for standing in weighed.standing}
    found: list[Reason] = []
    for entry in weighed.sheet.entries or weighed.sheet.unconditional:
        if entry in true:
            found += _in_the_way(weighed, matter, true[entry])
        else:
            found.append(entry.is_false)
    return tuple(found)


def _in_the_way(weighed: Weighed, matter: Matter, standing: Standing) -> list[Reason]:
    """Why a true clause does not fit who asks: no limits for the level, no room, a certificate."""
    entry = standing.entry
    if entry.by_decider is None:
        return [entry.no_limit]
    found = [
        _with_args(entry.limit, limit_args(meter, cap=cap, used=used, charge=charge))
        for meter, cap, used, charge in _lines(weighed, matter, standing)
        if cap is not None and used + charge > cap
    ]
    return [*found, _certificate(standing)] if standing.lacking else found


def _certificate(standing: Standing) -> Reason:
    return _with_args(standing.entry.certificate, {"certificates": standing.lacking})


def _with_args(reason: Reason, args: Mapping[str, object]) -> Reason:
    code, clause, because, source, _ = reason
    return _new(Reason, (code, clause, because, source, tuple(args.items())))
