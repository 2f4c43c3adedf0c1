"""How is a limit said? `You, this week: 610 of 1,000 UAH left` – whose, when, and what is left.

It says what is left *after* the decision where it goes ahead, and *now* where it does not.
Start reading at `said_meter`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from leeway.decide.decision import Outcome
from leeway.decide.words.said import SaidMeter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from leeway.decide.decision import Decision, MeterLine
    from leeway.decide.words.voice import Voice

WIDE: Final = ("site", "network")
HOURS_A_DAY: Final = 24
ANONYMOUS: Final = " (anonymous)"
"""Follows the clause in meters that stand in while the customer is not known."""

LABELS: Final = {
    "overall": "meter-overall",
    "own judgement": "meter-own-judgement",
    "told": "meter-told",
    "told afterwards": "meter-told",
}
"""Messages for meters that belong to no clause of a policy."""


def said_meter(
    line: MeterLine, *, voice: Voice, decision: Decision, digits: int | None, approver: str | None = None
) -> SaidMeter:
    """One meter line as a person sees it; with an approval the actor's meters are the approver's."""
    goes_ahead = decision.outcome is Outcome.GO_AHEAD or decision.told is not None
    used = line.after if goes_ahead else line.before
    figures = Figures(voice, currency=decision.currency, digits=digits)
    return SaidMeter(
        label=meter_label(line.meter.clause, line.meter.scope, line.meter.window, voice=voice, actor=approver),
        left=figures.left("left", line.meter.measure, cap=line.cap, used=used),
        short=figures.left("bar", line.meter.measure, cap=line.cap, used=used),
        cap=line.cap,
        before=line.before,
        charge=line.charge if goes_ahead else 0,
        wide=line.meter.scope in WIDE,
    )


def said_limit(limit: Mapping[str, Any], *, voice: Voice, currency: str, digits: int | None) -> dict[str, str]:
    """A limit without room, from the arguments of its reason: what is left of it, and what would be needed."""
    figures = Figures(voice, currency=currency, digits=digits)
    label = meter_label(limit["of"], limit["scope"], limit["window"], voice=voice)
    left = figures.left("left", limit["measure"], cap=limit["cap"], used=limit["used"])
    return {
        "line": voice.say("leeway-line", label=label, left=left),
        "need": figures.plain(limit["measure"], limit["charge"]),
    }


def meter_label(clause: str, scope: str, window: str, *, voice: Voice, actor: str | None = None) -> str:
    """Whose limit over what time: `This customer, 90 days`; `actor` names one who is not the reader."""
    whose = actor if actor is not None and scope == "actor" else voice.say(f"scope-{scope}")
    when = window_label(window, voice=voice)
    label = whose if when is None else voice.say("meter-window", scope=whose, window=when)
    if clause.removesuffix(ANONYMOUS) in LABELS:
        label = voice.say(LABELS[clause.removesuffix(ANONYMOUS)], label=label)
    return voice.say("meter-anonymous", label=label) if clause.endswith(ANONYMOUS) else label


def window_label(window: str, *, voice: Voice) -> str | None:
    """Over what time: `this week`, `90 days`, `8 hours`; None for the life of its subject."""
    if window == "life":
        return None
    kind, _, length = window.partition(" ")
    if kind != "rolling":
        return voice.say(f"window-{window}")
    days, rest = divmod(hours := int(length.removesuffix("h")), HOURS_A_DAY)
    return voice.say("window-hours", hours=hours) if rest else voice.say("window-days", days=days)


class Figures:
    """What is left of a ceiling, in money or in times."""

    def __init__(self, voice: Voice, *, currency: str, digits: int | None) -> None:
        self._voice, self._currency, self._digits = voice, currency, digits

    def left(self, kind: str, measure: str, *, cap: int | None, used: int) -> str:
        """What is left: `kind` is `left` for a sentence, `bar` for a figure beside a bar."""
        if cap is None:
            return self._voice.say("no-ceiling")
        left = max(cap - used, 0)
        if measure != "cost":
            return self._voice.say(f"{kind}-count", left=left, cap=cap)
        bare = self._voice.bare_money(left, currency=self._currency, digits=self._digits)
        return self._voice.say(f"{kind}-money", left=bare, cap=self.plain(measure, cap))

    def plain(self, measure: str, figure: int) -> str:
        """A figure by itself: `480 UAH`, or a number of decisions."""
        if measure != "cost":
            return self._voice.number(figure)
        return self._voice.money(figure, currency=self._currency, digits=self._digits)
