"""Which functions come with FEEL? The library of DMN 1.5, by name.

Public: lookup, names, forms, effort, Builtin, Parameter, Signature, Environment, to_string.
Imports the values and types of the room, never the parser or an evaluator.
Start reading at `signature.py`; then one module a table of the standard.
"""

from __future__ import annotations

from leeway.feel.builtins import calculation, contexts, conversion, days, lists, ranges, statistics, strings
from leeway.feel.builtins.conversion import to_string
from leeway.feel.builtins.signature import Builtin, Environment, Parameter, Signature, effort

__all__ = [
    "Builtin",
    "Environment",
    "Parameter",
    "Signature",
    "effort",
    "forms",
    "lookup",
    "names",
    "to_string",
]

_MODULES = (conversion, strings, calculation, statistics, lists, contexts, days, ranges)
_LIBRARY: dict[str, Builtin] = {function.name: function for module in _MODULES for function in module.FUNCTIONS}


def lookup(name: str) -> Builtin | None:
    """The function of that name, spaces included, or None.

    >>> lookup("string length").name, lookup("no such thing")
    ('string length', None)
    """
    return _LIBRARY.get(name)


def forms() -> dict[str, str]:
    """How each function is called, a line for each of its signatures.

    >>> forms()["string join"]
    'string join(list, delimiter?)'
    """
    return {name: "\n".join(map(function.form_of, function.overloads)) for name, function in _LIBRARY.items()}


def names() -> frozenset[str]:
    """The names of all functions, spaces included."""
    return frozenset(_LIBRARY)
