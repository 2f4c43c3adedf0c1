"""In which form do requests and decisions travel? JSON, exact for records, short for asking.

Public: `to_json`, `from_json`, `FormError` (exact, in `exact.py`); `parse_json`, `read_request`, `FIELDS` (as
people and programs write a request, in `asked.py`). Imports feel, policy, ledger and the nouns of this room.
Start reading at `to_json` in `exact.py`.
"""

from __future__ import annotations

from leeway.decide.form.asked import FIELDS, as_written, read_request, try_request
from leeway.decide.form.exact import from_json, to_json
from leeway.decide.form.fields import parse_json
from leeway.decide.form.values import FormError, instant_from_text
from leeway.decide.form.values import to_form as value_to_form

__all__ = [
    "FIELDS",
    "FormError",
    "as_written",
    "from_json",
    "instant_from_text",
    "parse_json",
    "read_request",
    "to_json",
    "try_request",
    "value_to_form",
]
