"""What changes arrangements? Own fields are kept and dropped, and filled in on a matter.

Start reading at `fill`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from django.db import transaction

from leeway.desk.arrangements.models import OwnField
from leeway.desk.arrangements.queries import own_fields
from leeway.desk.cases import commands as cases

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from leeway.desk.arrangements.queries import Own

__all__ = ["FieldError", "drop_field", "fill", "keep_field"]

TEXT_LETTERS_MAX = 500


class FieldError(Exception):
    """What was typed does not fit the field: its name is the argument."""


@transaction.atomic
def keep_field(*, name: str, kind: str, choices: Iterable[str] = ()) -> None:
    """Add a field, or describe one of that name anew; what matters say in it stays.

    Raises: FieldError without a name, for an unheard-of kind, or with nothing to choose from.
    """
    called = " ".join(name.split())[:60]
    offered = tuple(dict.fromkeys(each for each in (" ".join(one.split())[:100] for one in choices) if each))
    if not called or kind not in OwnField.Kind.values or (kind == OwnField.Kind.ONE_OF and len(offered) < 2):
        raise FieldError(called)
    OwnField.objects.update_or_create(
        name=called, defaults={"kind": kind, "choices": list(offered) if kind == OwnField.Kind.ONE_OF else []}
    )


@transaction.atomic
def drop_field(name: str) -> None:
    """Ask for a field no longer; what matters say in it stays with them."""
    OwnField.objects.filter(name=name).delete()


@transaction.atomic
def fill(case: str, typed: Mapping[str, str]) -> None:
    """Keep what was typed into the own fields of a matter; empty takes it away. All or none.

    Raises: FieldError.
    """
    for own in own_fields():
        if own.name in typed:
            cases.set_field(case, name=own.name, value=_read(own, typed[own.name].strip()))


def _read(own: Own, text: str) -> Any:
    if not text:
        return None
    if own.kind == OwnField.Kind.NUMBER:
        return _number(own, text)
    if own.kind == OwnField.Kind.DAY:
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            raise FieldError(own.name) from None
    allowed = {OwnField.Kind.YES: ("yes", "no"), OwnField.Kind.ONE_OF: own.choices}.get(own.kind)  # type: ignore[call-overload]
    if allowed is not None and text not in allowed:
        raise FieldError(own.name)
    return text[:TEXT_LETTERS_MAX]


def _number(own: Own, text: str) -> str:
    """A number as it was meant, whichever sign parts its decimals; as text, so that no digit is lost."""
    try:
        number = Decimal(text.replace(" ", "").replace("\u00a0", "").replace(",", "."))
    except InvalidOperation:
        raise FieldError(own.name) from None
    if not number.is_finite():
        raise FieldError(own.name)
    return f"{number:f}"
