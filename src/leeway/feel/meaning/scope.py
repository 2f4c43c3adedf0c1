"""What is a name worth here? The chain of scopes from the innermost binding out to the given values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from leeway.feel import values
from leeway.feel.values import Value

ABSENT: Final = values.Marker("ABSENT")
"""What `Scope.find` returns for a name that nobody bound."""


_MEMBERS_MAX = 10_000


class Scope:
    """Some bound names, and the scope around them."""

    __slots__ = ("_around", "_bound")

    def __init__(self, bound: Mapping[str, Value], around: Scope | None = None) -> None:
        self._bound = bound
        self._around = around

    def find(self, name: str) -> Value:
        """The value of the innermost binding of a name, or ABSENT."""
        scope: Scope | None = self
        while scope is not None:
            value = scope._bound.get(name, ABSENT)  # noqa: SLF001 - the chain is of this class
            if value is not ABSENT:
                return value
            scope = scope._around  # noqa: SLF001
        return ABSENT

    def names(self) -> set[str]:
        """Every name bound here or further out."""
        return set(self._bound) | (self._around.names() if self._around else set())


class Given(Mapping[str, Value]):
    """The values that an expression is given; each is turned into a FEEL value when it is first read."""

    __slots__ = ("_frozen", "_given")

    def __init__(self, given: Mapping[str, Any]) -> None:
        self._given = given
        self._frozen: dict[str, Value] = {}

    def __getitem__(self, name: str) -> Value:
        try:
            return self._frozen[name]
        except KeyError:
            value = self._frozen[name] = values.freeze(self._given[name])
            return value

    def __iter__(self) -> Any:
        return iter(self._given)

    def __len__(self) -> int:
        return len(self._given)

    def members(self) -> set[str]:
        """The names of entries below the given values; a parser cannot put those with spaces together alone."""
        found: set[str] = set()
        rest: list[Value] = [value for value in self.values() if isinstance(value, tuple | Mapping)]
        while rest and len(found) < _MEMBERS_MAX:
            value = rest.pop()
            if isinstance(value, Mapping):
                found.update(value)
                value = tuple(value.values())
            rest.extend(part for part in value if isinstance(part, tuple | Mapping))
        return found
