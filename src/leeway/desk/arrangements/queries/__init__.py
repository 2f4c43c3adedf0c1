"""What may others ask about arrangements? The fields of a business's own; frozen values."""

from __future__ import annotations

from dataclasses import dataclass

from leeway.desk.arrangements.models import OwnField

__all__ = ["Own", "own_fields"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A field of a business's own."""

    name: str
    kind: str
    """`text`, `number`, `day`, `yes or no` or `one of`."""
    choices: tuple[str, ...] = ()


def own_fields() -> tuple[Own, ...]:
    """All of them, in the order they were made."""
    return tuple(
        Own(name=row.name, kind=row.kind, choices=tuple(row.choices)) for row in OwnField.objects.order_by("pk")
    )
