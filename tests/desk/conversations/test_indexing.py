"""What was said can be found a moment later, and looking for more of it comes to an end."""

from __future__ import annotations

from datetime import UTC, datetime

from leeway.desk.cases import commands as cases
from leeway.desk.cases.commands import Contact, Incoming
from leeway.desk.conversations.commands.indexing import index_new
from leeway.desk.conversations.models import Word

NOON = datetime(2026, 6, 15, 9, tzinfo=UTC)


def test_what_is_not_said_by_anybody_is_not_looked_at_for_ever(db) -> None:
    came = cases.receive(
        Incoming(key="1", channel="mail", site="214", text="My card was charged twice.",
                 sender=Contact(kind="email", value="a@example.com")), at=NOON,
    )  # fmt: skip
    cases.tell_event(came.case, happened="answered", text="Thank you.", at=NOON)
    rounds = [index_new(at=NOON) for _ in range(3)]

    assert rounds[0] > 0
    assert rounds[1:] == [0, 0]
    assert Word.objects.filter(kind="entry").count() == 1
