"""What changes matters? At the counter, through channels, on the desk, and by itself when its time has come.

A channel:

- hands in what came: `receive(Incoming(key=…, channel="mail", site=…, sender=Contact(…), text=…), at=…)`.
  The key makes it once. Which matter it continues (`case=`) the channel decides by its own evidence, and
  `cases.queries.takes_part` says whether the sender may; else it leaves `case` empty and may name one in
  `related`.
- takes what is to be sent with `claim_outgoing("mail", worker=…, at=…)`, each row once, then sends, then calls
  exactly one of `sent(entry, reference=…)`, `failed(entry, problem=…, again_at=…)`, `unknown(entry)`.
- writes on its own account with `say(Saying(case=…, text=…, automatic=True, key=…), by="", at=…)`, which keeps
  and makes no promise.
- brings in what was said before the desk was there with `bring_in`: at its own time, quietly, once.

Start reading at `receiving.py`, then `saying.py` and `promising.py`.
"""

from __future__ import annotations

from leeway.desk.cases.commands.arranging import (
    assign,
    close,
    describe,
    follow,
    give_to,
    move,
    open_matter,
    promise_again,
    reopen,
    set_field,
    set_tags,
)
from leeway.desk.cases.commands.counter import answer, learn, next_turn, note_done, open_case, try_other
from leeway.desk.cases.commands.erasing import erase, raw_dropped
from leeway.desk.cases.commands.hours import drop_term, set_holiday, set_hours
from leeway.desk.cases.commands.linking import LinkError, join, link, split, undo_link
from leeway.desk.cases.commands.noting import (
    find_fact,
    let_take_part,
    mentioned_in,
    note,
    shut_out,
    tell_event,
)
from leeway.desk.cases.commands.past import Brought, PastMatter, PastWord, bring_in, matter_id
from leeway.desk.cases.commands.promising import set_term
from leeway.desk.cases.commands.receiving import receive
from leeway.desk.cases.commands.rerouting import send_by
from leeway.desk.cases.commands.saying import (
    SayError,
    came_back,
    claim_outgoing,
    draft,
    drop_draft,
    failed,
    say,
    send_again,
    sent,
    unknown,
)
from leeway.desk.cases.commands.ticking import do_what_is_due
from leeway.desk.cases.commands.values import (
    Attached,
    Contact,
    Incoming,
    NextNews,
    Received,
    Saying,
    ToSend,
)

__all__ = [
    "Attached", "Brought", "Contact", "Incoming", "LinkError", "NextNews", "PastMatter", "PastWord", "Received",
    "SayError", "Saying", "ToSend", "answer", "assign", "bring_in", "came_back", "claim_outgoing", "close",
    "describe", "do_what_is_due", "draft", "drop_draft", "drop_term", "erase", "failed", "find_fact", "follow",
    "give_to", "join", "learn", "let_take_part", "link", "matter_id", "mentioned_in", "move", "next_turn",
    "note", "note_done", "open_case", "open_matter", "promise_again", "raw_dropped", "receive",
    "reopen", "say", "send_again", "send_by", "sent", "set_field", "set_holiday", "set_hours", "set_tags",
    "set_term",
    "shut_out", "split", "tell_event", "try_other", "undo_link", "unknown",
]  # fmt: skip
