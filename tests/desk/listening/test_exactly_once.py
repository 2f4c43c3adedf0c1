"""Each is asked once and written to first once: workers killed at any moment, clocks that jump.

Real processes on a real database. Small by default; `LEEWAY_FULL=1` takes 5,000 persons to ask and 5,000 to write to.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.desk.faults import FULL, desk_on, killed_until_done, working

PERSONS = 5_000 if FULL else 60

SET_UP = f"""
from django.core.management import call_command
call_command("migrate", verbosity=0)
from leeway.channels.mail.models import Mailbox
from leeway.desk.cases.models import Case
from leeway.desk.listening.models import Outreach, Reach
from leeway.desk.listening.queries.silent import Touched, kept_form
from leeway.desk.people import commands as people
from leeway.desk.persons.models import Consent, Person, Point
people.add_site(name="Shop", parent=None, id_="s", zone="Europe/Kyiv")
Mailbox.objects.create(pk="help", site="s", brand="shop", address="help@shop.example", send={{"host": "127.0.0.1"}})
people.add_colleague(name="Nina", at=start, id_="nina")
count = {PERSONS}
known = [f"{{letter}}{{n}}" for letter in "ar" for n in range(count)]
Person.objects.bulk_create([Person(pk=each, since=start) for each in known], batch_size=500)
Point.objects.bulk_create([Point(person_id=each, kind="email", value=f"{{each}}@shop.example", since=start)
    for each in known], batch_size=500)
Consent.objects.bulk_create([Consent(person_id=each, purpose="outreach", given=True, at=start)
    for each in known if each[0] == "r"], batch_size=500)
Case.objects.bulk_create([Case(pk=f"c{{n}}", site="s", path="s/", opened_by="nina", opened_at=start, state="closed",
    person=f"a{{n}}", news_at=start, closed_at=start + timedelta(minutes=n % 360), closed_by="nina")
    for n in range(count)], batch_size=500)
going = Outreach.objects.create(title="Pump 4", site="s", path="s/", subject="The fuel of Monday", state="going",
    text="It gave too little.", by="nina", made_at=start, began_at=start,
    touched=kept_form(Touched(path="s/", about="pump 4")))
Reach.objects.bulk_create([Reach(outreach=going, person=f"r{{n}}") for n in range(count)], batch_size=500)
"""
WORK = working("from leeway.desk.listening.commands import do_what_is_due", "do_what_is_due(at=at)")
LEFT = f"""
from leeway.desk.listening.models import Reach, Survey
asked = Survey.objects.filter(person__startswith="a").exclude(state="waiting")
print({PERSONS} - asked.count() + Reach.objects.filter(state="waiting").count())
"""
SEEN = """
from leeway.desk.cases.models import Case, Entry
from leeway.desk.listening.models import Outreach, Reach, Survey
asked, first = Entry.objects.filter(key__startswith="said survey"), Entry.objects.filter(key__startswith="said outreach")
print(asked.count(), asked.values("point_value").distinct().count(), Survey.objects.filter(state="asked").count())
print(first.count(), first.values("point_value").distinct().count(), Reach.objects.filter(state="written").count())
print(Case.objects.filter(person__startswith="r").count(), Outreach.objects.filter(state="done").count())
"""


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_everybody_is_asked_once_and_written_to_first_once(store: str, tmp_path: Path) -> None:
    with desk_on(store, tmp_path) as desk:
        desk.run(SET_UP)
        killed_until_done(desk, work=WORK, left=LEFT)
        lines = [tuple(map(int, line.split())) for line in desk.run(SEEN).splitlines()]

    assert lines == [(PERSONS, PERSONS, PERSONS), (PERSONS, PERSONS, PERSONS), (PERSONS, 1)]
