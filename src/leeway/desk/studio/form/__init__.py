"""How does a policy look in a form, and what does a filled-in form write? Pure: texts and rows, no database.

A form shows what it can say in plain fields; whatever else stands in an entry stays in the file as it is, and
is shown as text. Start reading at `fields.py` (what a form holds), then `clauses.py`, then `files.py`.
"""

from __future__ import annotations

from leeway.desk.studio.form.clauses import CIRCUMSTANCES, KINDS, clause_form, entry_of_clause
from leeway.desk.studio.form.examples import entry_of_example, example_form
from leeway.desk.studio.form.fields import (
    ANONYMOUS,
    ChangeRow,
    ClauseForm,
    ConditionRow,
    ExampleForm,
    GivenRow,
    LimitRow,
    NewAction,
    NewFact,
    PointRow,
    PolicyForm,
    PromiseRow,
    StepRow,
)
from leeway.desk.studio.form.files import BookTexts, clean, name_of
from leeway.desk.studio.form.promises import PROMISES, UNITS
from leeway.desk.studio.form.vocabulary import FactWords, Vocabulary, vocabulary

__all__ = [
    "ANONYMOUS", "CIRCUMSTANCES", "KINDS", "PROMISES", "UNITS", "BookTexts", "ChangeRow", "ClauseForm",
    "ConditionRow", "ExampleForm", "FactWords", "GivenRow", "LimitRow", "NewAction", "NewFact", "PointRow",
    "PolicyForm", "PromiseRow", "StepRow", "Vocabulary", "clause_form", "clean", "entry_of_clause",
    "entry_of_example", "example_form", "name_of", "vocabulary",
]  # fmt: skip
