"""What do the item types of a model mean? Named types with allowed values, and coercion to them.

`instance of` asks for the type behind a name only; allowed values count when a value is bound to it.
Source: DMN 1.5, 7.3.3 (item definitions) and 10.3.2.9.4 (type conversions).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from leeway.feel import coercion, types
from leeway.feel.failure import Failed
from leeway.feel.reference import passes_tests
from leeway.feel.syntax import parse_tests, parse_type

if TYPE_CHECKING:
    from leeway.feel.tree import Node
    from leeway.feel.types import Type
    from leeway.feel.values import Value

_OTHER_NAMES = {
    "dateTime": types.DATE_AND_TIME,
    "dayTimeDuration": types.DAYS,
    "yearMonthDuration": types.MONTHS,
}
"""Names that older models use for standard types."""


_ALONE = {
    "context": types.ContextOf(()),
    "list": types.ListOf(types.ANY),
    "range": types.RangeOf(types.ANY),
}
"""Names that a model may give to its data, though an expression may not ask for them alone."""


class ItemTypes:
    """The named types of one model: `{"type": t}`, `{"list": d}`, `{"context": {name: d}}` by name."""

    def __init__(self, definitions: Mapping[str, Mapping[str, Any]]) -> None:
        self._definitions = definitions
        self._resolving: set[str] = set()

    def by_name(self) -> dict[str, Type]:
        """The type behind each name, allowed values left out."""
        return {**_OTHER_NAMES, **{name: self.named(name) for name in self._definitions}}

    def members(self) -> set[str]:
        """The names of all context entries that the types speak of."""
        found: set[str] = set()
        rest: list[Any] = list(self._definitions.values())
        while rest:
            definition = rest.pop()
            members = definition.get("context", {})
            found.update(members)
            rest.extend(members.values())
            if "list" in definition:
                rest.append(definition["list"])
        return found

    def named(self, name: str) -> Type:
        """The type of that name.

        Raises: Failed when it is made of itself.
        """
        definition = self._definitions.get(name)
        if definition is None:
            return _OTHER_NAMES.get(name) or _ALONE.get(name) or parse_type(name)
        if name in self._resolving:
            raise Failed("unknown-type", f"the type `{name}` is made of itself")
        self._resolving.add(name)
        try:
            return self._type_of(definition)
        finally:
            self._resolving.discard(name)

    def _type_of(self, definition: Mapping[str, Any]) -> Type:
        if "list" in definition:
            return types.ListOf(self._type_of(definition["list"]))
        if "context" in definition:
            members = definition["context"].items()
            return types.ContextOf(tuple((name, self._type_of(member)) for name, member in members))
        if "function" in definition:
            return self._function(definition["function"])
        return self.named(definition["type"])

    def _function(self, definition: Any) -> Type:
        if not isinstance(definition, Mapping):
            return types.ANY
        parameters = definition.get("parameters", ())
        listed = parameters.values() if isinstance(parameters, Mapping) else parameters
        result = definition.get("result", definition.get("returns", "Any"))
        return types.FunctionOf(tuple(map(self._mentioned, listed)), self._mentioned(result))

    def _mentioned(self, mention: Any) -> Type:
        return self.named(mention) if isinstance(mention, str) else self._type_of(mention)

    def coerce(self, value: Value, name: str) -> Value:
        """A value as the named type, after the implicit conversions.

        Raises: Failed when it is of another type or not allowed.
        """
        converted = coercion.coerce(value, self.named(name))
        if converted is not None and not self._allows(converted, {"type": name}):
            raise Failed("not-allowed", f"the value is not allowed for `{name}`")
        return converted

    def _allows(self, value: Value, definition: Mapping[str, Any]) -> bool:
        tested = value if isinstance(value, tuple) and "list" in definition else (value,)
        if not all(_passes(item, definition.get("allowedValues")) for item in tested):
            return False
        return _passes(value, definition.get("typeConstraint")) and self._allows_inside(value, definition)

    def _allows_inside(self, value: Value, definition: Mapping[str, Any]) -> bool:
        if value is None:
            return True
        if "list" in definition:
            return all(self._allows(item, definition["list"]) for item in value)
        if "context" in definition:
            members = definition["context"].items()
            return all(self._allows(value[name], member) for name, member in members)
        behind = self._definitions.get(definition.get("type", ""))
        return behind is None or self._allows(value, behind)


def _passes(value: Value, tests: str | None) -> bool:
    return tests is None or passes_tests(value, _parsed(tests))


def _parsed(tests: str) -> tuple[Node, ...]:
    return parse_tests(tests)
