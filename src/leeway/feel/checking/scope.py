"""Which type has a name here, and which parts are known not to be null? The static side of a scope."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from leeway.feel import tree
from leeway.feel.checking.presence import NOTHING, Present
from leeway.feel.types import Type


@dataclass(frozen=True, slots=True)
class Scope:
    """The types of names, and the parts that null tests around this place make safe."""

    types: Mapping[str, Type]
    present: Present = NOTHING

    def binding(self, **types: Type) -> Scope:
        """The scope inside of something that binds names; what it hides is safe no longer."""
        return self.with_types(types)

    def with_types(self, types: Mapping[str, Type]) -> Scope:
        """The same with names given as a mapping, spaces included."""
        kept = frozenset(
            node
            for node in self.present
            if not any(isinstance(part, tree.Name) and part.name in types for part in node.walk())
        )
        return Scope({**self.types, **types}, kept)

    def knowing(self, present: Present) -> Scope:
        """The scope where more parts are known not to be null."""
        return Scope(self.types, self.present | present) if present else self
