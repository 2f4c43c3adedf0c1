"""How does a day at the counter go? One customer after the other: listen, choose, find out, answer, do.

Start reading at `Conversation.run`.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from leeway.cli.counter import answering, choosing, departing
from leeway.cli.counter.answering import OtherAction
from leeway.cli.counter.house import ANONYMOUS
from leeway.cli.counter.matter import Matter
from leeway.cli.counter.prompts.talk import NextCustomer, Telling
from leeway.cli.counter.prompts.terminal import Leave
from leeway.cli.counter.screens import look

if TYPE_CHECKING:
    from leeway.cli.counter.prompts.talk import Talk


class Conversation:
    """Everything that is said at one counter until somebody leaves."""

    def __init__(self, talk: Talk, *, customer: str | None = None, assumed_zone: str | None = None) -> None:
        self.talk = talk
        self._first_customer, self._assumed_zone = customer, assumed_zone

    def run(self) -> None:
        """Serve one customer after the other."""
        self.greet()
        try:
            while True:
                try:
                    self.serve()
                except NextCustomer:
                    continue
        except Leave:
            self.talk.terminal.space()
            self.talk.say("bye", style=look.SOFT)

    def greet(self) -> None:
        """Say which book is open and who is here."""
        talk, house = self.talk, self.talk.house
        talk.terminal.space()
        talk.terminal.say(house.book.title or house.book.name, look.STRONG)
        named = house.actor.id != ANONYMOUS
        message = "subheading" if named else "subheading-plain"
        talk.say(message, style=look.SOFT, actor=house.actor.id, authority=house.actor.authority)
        if self._assumed_zone is not None:
            talk.say("zone-assumed", style=look.SOFT, zone=self._assumed_zone)
        if house.clock.rehearsal is not None:
            talk.say("rehearsal", style=look.SOFT, at=f"{house.clock.rehearsal:%Y-%m-%d %H:%M}")

    def serve(self) -> None:
        """Serve one customer until it is the next one's turn."""
        matter = Matter(case=uuid.uuid4().hex, customer=self._first_customer)
        self._first_customer = None
        try:
            matter.wish = self.listen()
        except Telling:
            self.tell(matter)
        while True:
            try:
                self.one_thing(matter)
            except OtherAction:
                matter.forget_action()
            except Telling:
                self.tell(matter)
                matter.forget_action()

    def listen(self) -> str | None:
        """Ask what would put it right, and note it in the customer's words."""
        talk = self.talk
        talk.put(talk.voice.say("wish-ask"), hint=talk.voice.say("wish-hint"))
        return talk.text() or None

    def one_thing(self, matter: Matter) -> None:
        """One thing for this customer: what it is about, the answer, and what comes of it."""
        talk = self.talk
        if not choosing.choose(talk, matter):
            answering.answer(talk, matter, departing.judge(talk, matter))
        elif matter.action is not None:
            answering.answer(talk, matter)
        else:
            answering.after(talk)

    def tell(self, matter: Matter) -> None:
        """Hear of a deed, write it down and thank for it; it is never refused."""
        talk = self.talk
        intent = departing.tell(talk, matter)
        decided = answering.settle_told(talk, matter, intent)
        answering.show(talk, matter, decided.decision)
        answering.do(talk, matter, decided, done="told")
