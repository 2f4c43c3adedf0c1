"""What does a policy promise? What somebody will hear and by when, read from `promises:` into the model.

When a matter opens little is known of it, so a condition may read only that. Start reading at `Promises.read`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from leeway.feel import types
from leeway.policy.keys import MATTERS
from leeway.policy.loader.scope import place_of
from leeway.policy.model import Promise

if TYPE_CHECKING:
    from leeway.feel import Type
    from leeway.policy.loader.conditions import Conditions, Reading
    from leeway.policy.loader.reading import Row
    from leeway.policy.loader.scope import Scope
    from leeway.policy.loader.text import Scalar

PROMISES: Final = "promises"
KNOWN: Final[dict[str, Type]] = {
    "kind": types.OneOf(types.STRING, MATTERS), "channel": types.STRING,
}  # fmt: skip
"""What is known of a matter when it opens."""
MINUTES_MAX: Final = 366 * 24 * 60
_WITHIN: Final = re.compile(r"(\d{1,6}) (opening )?(minute|hour|day)s?")
_MINUTES: Final = {"minute": 1, "hour": 60, "day": 24 * 60}


class Promises:
    """Reads the promises of one book."""

    def __init__(self, scope: Scope, conditions: Conditions) -> None:
        self.scope = scope
        self.conditions = conditions
        self._readings: list[Reading] = []

    def read(self, row: Row, *, policy: str) -> Promise | None:
        """One promise; None, and a report, where its time cannot be read."""
        fields = row.value
        reading = self._condition(fields.scalar("when"), row.key)
        time = self._time(fields.scalar("within"))
        if time is None:
            return None
        return Promise(
            id=f"{policy}/{row.name}", name=row.name, policy=policy, when=reading.condition,
            hear=fields.text("hear") or "", of=fields.text("of") or "", minutes=time[0], while_open=time[1],
            place=place_of(row.key),
        )  # fmt: skip

    def check(self) -> None:
        """Report what FEEL's checker finds in the conditions."""
        for reading in self._readings:
            self.conditions.check(reading, {})

    def _condition(self, node: Scalar | None, at: Scalar) -> Reading:
        reading = self.conditions.read(node, at, parameters=KNOWN)
        strange = sorted(reading.names - KNOWN.keys())
        for name in strange:
            self._forget(name, reading)
            for span in reading.places_of(name):
                assert node is not None, "a condition without a text reads nothing"
                self.scope.report.at(
                    node, "not-known-yet", f"`{name}` is not known when a matter opens",
                    help=f"a promise may read {', '.join(f'`{each}`' for each in KNOWN)}",
                    start=span.start, end=span.end,
                )  # fmt: skip
        if not strange:
            self._readings.append(reading)
        return reading

    def _forget(self, name: str, reading: Reading) -> None:
        """A name in a promise declares no fact."""
        left = [each for each in self.conditions.undeclared.get(name, ()) if each[0] is not reading]
        if left:
            self.conditions.undeclared[name] = left
        else:
            self.conditions.undeclared.pop(name, None)

    def _time(self, node: Scalar | None) -> tuple[int, bool] | None:
        if node is None:
            return None
        text = " ".join(node.text.split())
        found = _WITHIN.fullmatch(text)
        minutes = int(found[1]) * _MINUTES[found[3]] if found else 0
        if found and found[2] and found[3] == "day":
            help_ = "say it in opening hours: days are not equally long"
            self.scope.report.at(node, "bad-time", f"`{text}` says nothing certain", help=help_)
            return None
        if found is None or not 0 < minutes <= MINUTES_MAX:
            help_ = "write it as `30 minutes`, `4 opening hours` or `2 days`, at most a year"
            self.scope.report.at(node, "bad-time", f"`{text}` is no time", help=help_)
            return None
        return minutes, bool(found[2])
