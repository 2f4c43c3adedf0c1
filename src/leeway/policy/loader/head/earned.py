"""How does leeway grow with a good record? The steps up that a book says, read from its head.

What counts as reviewed, and who gives the step, is for the desk. Start reading at `read_earned`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from leeway.policy.diagnostics import listed
from leeway.policy.loader.reading import Fields
from leeway.policy.loader.scope import place_of
from leeway.policy.model import Earned

if TYPE_CHECKING:
    from leeway.policy.loader.reading import Row
    from leeway.policy.loader.scope import Scope

AFTER: Final = re.compile(r"([1-9][0-9]{0,3}) fine")


def read_earned(scope: Scope, head: Fields) -> dict[str, Earned]:
    """The steps up by the authority they start from, lowest first."""
    found = {}
    for row in head.rows("earned"):
        name = scope.authority(row.key)
        step = _step(scope, row, name=name) if isinstance(row.value, Fields) else None
        if name is not None and step is not None:
            found[name] = step
    return {name: found[name] for name in scope.authorities if name in found}


def _step(scope: Scope, row: Row, *, name: str | None) -> Earned | None:
    fields: Fields = row.value
    becomes = _becomes(scope, fields, name=name)
    fine_count = _fine_count(scope, fields)
    certificate = fields.scalar("certificate")
    if certificate is not None:
        scope.certificate(certificate)
    if becomes is None or fine_count is None:
        return None
    return Earned(
        becomes=becomes, fine_count=fine_count, certificate=fields.text("certificate"), place=place_of(row.key)
    )


def _becomes(scope: Scope, fields: Fields, *, name: str | None) -> str | None:
    node = fields.scalar("becomes")
    becomes = None if node is None else scope.authority(node)
    if node is None or becomes is None or name is None:
        return becomes
    higher = scope.authorities[scope.authorities.index(name) + 1 :]
    if becomes in higher:
        return becomes
    advice = f"higher ones are {listed(higher)}" if higher else f"`{name}` is the highest already"
    scope.report.at(node, "bad-step", f"`{becomes}` is not higher than `{name}`", help=advice)
    return None


def _fine_count(scope: Scope, fields: Fields) -> int | None:
    node = fields.scalar("after")
    if node is None:
        return None
    said = AFTER.fullmatch(" ".join(node.text.split()))
    if said is None:
        message = f"`{node.text.strip()}` is no number of reviews"
        scope.report.at(node, "bad-step", message, help="write how many were found fine: `20 fine`")
        return None
    return int(said.group(1))
