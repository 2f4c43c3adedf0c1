"""Promises are seen to exactly once: workers killed at any moment, clocks that jump, a night with an hour twice.

Real processes on a real database. Small by default; `LEEWAY_FULL=1` takes 20,000 promises.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.faults import FULL, desk_on, killed_until_done, working

PROMISES = 20_000 if FULL else 300

SET_UP = f"""
from django.core.management import call_command
call_command("migrate", verbosity=0)
from leeway.desk.cases.models import Case, Promise
count = {PROMISES}
Case.objects.bulk_create([Case(pk=f"c{{n}}", site="s", path="s/", opened_by="x", opened_at=start, state="open",
    person=f"p{{n}}", news_at=start) for n in range(count)], batch_size=500)
Promise.objects.bulk_create([Promise(case_id=f"c{{n}}", person=f"p{{n}}", made_at=start,
    due_at=start + timedelta(minutes=n % 360), look_at=start + timedelta(minutes=max(0, n % 360 - 30)))
    for n in range(count)], batch_size=500)
"""
WORK = working("from leeway.desk.cases.commands import do_what_is_due", "do_what_is_due(at=at, most=150)")
LEFT = """
from leeway.desk.cases.models import Promise
print(Promise.objects.filter(look_at__isnull=False).count())
"""
SEEN = """
from leeway.desk.cases.models import Entry, Promise
broken, drafts = Entry.objects.filter(happened="broken"), Entry.objects.filter(state="draft")
print(Promise.objects.filter(state="broken", look_at=None, prepared_at__isnull=False).count())
print(broken.count(), broken.values("case").distinct().count())
print(drafts.count(), drafts.values("case").distinct().count())
"""


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_none_is_missed_and_none_is_seen_to_twice(store: str, tmp_path: Path) -> None:
    with desk_on(store, tmp_path) as desk:
        desk.run(SET_UP)
        killed_until_done(desk, work=WORK, left=LEFT)
        lines = [tuple(map(int, line.split())) for line in desk.run(SEEN).splitlines()]

    assert lines == [(PROMISES,), (PROMISES, PROMISES), (PROMISES, PROMISES)]
