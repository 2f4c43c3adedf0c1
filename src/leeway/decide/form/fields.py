"""What stands in this field? Texts, lists and objects of a JSON form, with every problem kept and none raised.

It knows no request: which fields there are is said in `asked.py`.
Start reading at `FieldReader`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from leeway import feel
from leeway.decide.request import Problems, RequestError, RequestProblem

WHOLE_DIGITS_MAX: Final = 400
"""No whole number of a request has more digits."""


def parse_json(text: str) -> Any:
    """What a JSON text says; fractions are exact decimals, a repeated key is an error.

    Raises: RequestError with line and column.
    """
    try:
        return json.loads(
            text,
            parse_float=_fraction,
            parse_int=_whole,
            parse_constant=_no_constant,
            object_pairs_hook=_no_repeated_key,
        )
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise RequestError((problem("not-json", where, f"this is not JSON: {error.msg.lower()}"),)) from None
    except (ValueError, RecursionError) as error:
        reason = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise RequestError((problem("not-json", "request", f"this is not usable JSON: {reason}"),)) from None


class FieldReader(Problems):
    """Reads the fields of an object and keeps every problem, each with the field's path."""

    __slots__ = ()

    def object(self, form: Any, where: str, known: Iterable[str] | None = None) -> Mapping[str, Any]:
        """The object that stands there, with every field that is not among `known` kept as a problem."""
        if not isinstance(form, Mapping):
            self.wrong("wrong-type", where, f"expected an object, found {kind(form)}")
            return {}
        names = tuple(known or ())
        for name in form if known is not None else ():
            if name not in names:
                path = name if where == "request" else f"{where}.{name}"
                hint = None if self.is_full else feel.nearest(name, names)
                self.wrong("unknown-field", path, f"unknown field `{name}`", hint)
        return form

    def text(
        self,
        form: Mapping[str, Any],
        name: str,
        *,
        within: str = "",
        required: bool = False,
        help_: str | None = None,
    ) -> str | None:
        """The text of a field; None when it is left out or not a text."""
        value = form.get(name)
        if isinstance(value, str) and value.strip():
            return value
        if value is not None:
            self.wrong("wrong-type", within + name, f"expected a text, found {kind(value)}")
        elif required:
            self.wrong("missing-field", within + name, f"`{name}` is missing", help_)
        return None

    def texts(self, form: Mapping[str, Any], name: str, *, within: str) -> tuple[str, ...]:
        """The texts of a list; empty when it is left out."""
        value = form.get(name, [])
        if not isinstance(value, list):
            self.wrong("wrong-type", within + name, f"expected a list of texts, found {kind(value)}")
            return ()
        for number, item in enumerate(value):
            if not isinstance(item, str):
                self.wrong("wrong-type", f"{within}{name}[{number}]", f"expected a text, found {kind(item)}")
        return tuple(item for item in value if isinstance(item, str))

    def texts_by_name(self, form: Mapping[str, Any], name: str) -> dict[str, str]:
        """The texts of an object, by their names."""
        inner = self.object(form.get(name, {}), name)
        return {key: self.text(inner, key, within=f"{name}.") or "" for key in inner}

    def flag(self, form: Mapping[str, Any], name: str, *, within: str) -> bool:
        """Whether a field is true; false when it is left out."""
        value = form.get(name, False)
        if not isinstance(value, bool):
            self.wrong("wrong-type", within + name, f"expected true or false, found {kind(value)}")
        return value is True


def problem(code: str, where: str, message: str, help_: str | None = None) -> RequestProblem:
    """One problem of a request."""
    return RequestProblem(code=code, field=where, message=message, help=help_)


def kind(value: Any) -> str:
    """What stands there, in plain words."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, str):
        return "a text" if value.strip() else "an empty text"
    if isinstance(value, Mapping):
        return "an object"
    return "a list" if isinstance(value, list) else "a number"


def _whole(digits: str) -> int:
    if len(digits) > WHOLE_DIGITS_MAX:
        raise ValueError(f"a whole number has more than {WHOLE_DIGITS_MAX} digits")
    return int(digits)


def _fraction(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:
        raise ValueError(f"the exponent of `{digits[:40]}` is out of all bounds") from None


def _no_constant(name: str) -> Any:
    raise ValueError(f"`{name}` is no number")


def _no_repeated_key(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the key `{key}` occurs twice")
        found[key] = value
    return found
