"""What happened in the months before? Matters came, were answered and closed, some late, some with goodwill.

Everything goes through the commands of a real desk, in the order of time. Start reading at `live_through`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import TYPE_CHECKING, Final

from leeway.desk.cases import commands as cases
from leeway.desk.cases import queries as matters
from leeway.desk.cases.commands import Contact, Incoming, NextNews, Saying
from leeway.desk.decisions import commands as decisions
from leeway.desk.decisions.queries.asking import Reply
from leeway.desk.demo.days import Deed, Post, as_request
from leeway.desk.listening import commands as listening

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from leeway.desk.studio.queries import InForce

type Happens = Callable[[datetime], None]

MATTERS: Final = 80
PERSONS: Final = 50
EVENINGS_APART: Final = 2
"""In days: how often somebody looks at what is due; a demonstration should open soon."""
DAY: Final = timedelta(days=1)
ANSWERED_AFTER_MINUTES: Final = (6, 14, 25, 50, 70, 110, 170, 210, 380, 700)
NAMES: Final = (
    "Olena Tkach", "Ion Rusu", "Omar Nasser", "Petro Boiko", "Elena Marin", "Sofia Ceban", "Taras Shevchuk",
    "Amina Saleh", "Victor Moraru", "Hanna Bondar", "Mykola Volkov", "Natalia Petrova", "Yusuf Khoury",
    "Dmytro Lysenko", "Anna Ivanova", "Mihai Ceban",
)  # fmt: skip
SAID: Final = (
    ("complaint", "en", "The wash left stains", "Your car wash left white stains on my bonnet."),
    ("complaint", "uk", "Черга на касі", "Двадцять хвилин у черзі, хоча працювала одна каса."),
    ("complaint", "ro", "Cafea rece", "Am primat cafeaua rece și nimeni nu a zis nimic."),
    ("complaint", "ru", "Не тот чек", "В чеке не та сумма, на колонке было меньше."),
    ("request", "en", "A copy of my receipt", "Please send me the receipt of last Friday."),
    ("request", "uk", "Рахунок для фірми", "Потрібен рахунок на фірму за минулий місяць."),
    ("request", "ar", "نسخة من الفاتورة", "أرجو إرسال نسخة من فاتورة أمس."),
    ("question", "en", "Do you have air for trucks?", "Is there air for truck tyres at your station?"),
    ("question", "ro", "Program de sărbători", "Sunteți deschis în prima zi de Crăciun?"),
    ("question", "ru", "Скидка по карте", "Со скольких литров действует скидка по карте?"),
)
KINDNESS: Final = (
    Deed("free wash", 3), Deed("free coffee", 4), Deed("small kindness", 3, 20, 80),
    Deed("let coins go", 2, 2, 12),
)  # fmt: skip
BEYOND: Final = Deed("write off", 1, 480, 700, (("matter", "short of money"), ("fuel.litres", 40)))
"""More than somebody at the till may decide: it is asked upwards."""


@dataclass(slots=True, kw_only=True)
class Months:
    """A stretch of time in which things happen one after the other; a thing may bring about later ones."""

    posts: Sequence[Post]
    above: str
    """Who answers questions upwards."""
    network: str
    law: InForce
    decided_until: datetime
    """From then on nothing is decided here: other days follow, and a ledger is written in the order of time."""
    rnd: random.Random = field(default_factory=lambda: random.Random(11))  # noqa: S311  a rehearsal
    coming: list[tuple[datetime, int, Happens]] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)

    def later(self, at: datetime, happens: Happens) -> None:
        """Let something happen then."""
        heappush(self.coming, (at, next(self.numbers), happens))

    def run(self) -> None:
        """Let everything happen in its order."""
        while self.coming:
            at, _, happens = heappop(self.coming)
            happens(at)


def live_through(months: Months, *, since: datetime, until: datetime) -> None:
    """Let people come, be answered and be asked how it was, until some days before the end."""
    length = (until - since - 5 * DAY) / MATTERS
    for number in range(MATTERS):
        at = since + length * number + timedelta(minutes=months.rnd.randint(0, 600))
        months.later(at, lambda now, number=number: _comes(months, number, at=now))  # type: ignore[misc]
    for day in range(0, (until - since).days, EVENINGS_APART):
        months.later(since + day * DAY + timedelta(hours=20), lambda now: _evening(months, at=now))
    months.run()


def _comes(months: Months, number: int, *, at: datetime) -> None:
    """Somebody writes; they are answered after a while, now and then too late."""
    rnd = months.rnd
    kind, language, subject, text = rnd.choice(SAID)
    who = rnd.randrange(PERSONS)
    post = rnd.choice(months.posts)
    came = cases.receive(
        Incoming(
            key=f"months {number}", channel=rnd.choices(("mail", "form", "chat"), (6, 3, 2))[0],
            site=post.site, subject=subject, text=text, language=language, matter=kind,
            sender=Contact(kind="email", value=f"person{who}@example.com", name=NAMES[who % len(NAMES)]),
        ),
        at=at,
    )  # fmt: skip
    answered_at = at + timedelta(minutes=rnd.choice(ANSWERED_AFTER_MINUTES))
    if rnd.random() < 0.3:
        months.later(answered_at, lambda now: _takes_longer(months, came.case, post, at=now))
        answered_at += timedelta(minutes=rnd.choice((300, 900, 1_300, 1_700)))
    if kind == "complaint" and answered_at < months.decided_until and rnd.random() < 0.6:
        months.later(answered_at, lambda now: _kindness(months, came.case, came.person, post, at=now))
    months.later(answered_at, lambda now: _settled(came.case, post.colleague, at=now))


def _takes_longer(months: Months, case: str, post: Post, *, at: datetime) -> None:
    news = NextNews(due_at=at + timedelta(hours=months.rnd.choice((12, 24, 30))), words="what we found out")
    said = Saying(case=case, text="It takes a little longer.", next_news=news, nothing_new=True)
    cases.say(said, by=post.colleague, at=at)


def _settled(case: str, colleague: str, *, at: datetime) -> None:
    cases.say(Saying(case=case, text="It is done, thank you for telling us.", closes=True), by=colleague, at=at)


def _kindness(months: Months, case: str, person: str, post: Post, *, at: datetime) -> None:
    """Something is given; what is beyond their leeway is asked upwards and answered soon."""
    rnd = months.rnd
    deed = BEYOND if rnd.random() < 0.3 else rnd.choices(KINDNESS, [each.weight for each in KINDNESS])[0]
    request = as_request(
        deed, post, at=at, key=f"months-{case}", network=months.network, rnd=rnd, digits=months.law.book.digits,
        case=case, customer=person,
    )  # fmt: skip
    asked = decisions.ask(request, law=months.law, wish="", at=at)
    if asked.question is not None:
        question, minutes = asked.question, rnd.choice((1, 3, 4, 8, 20, 40))
        months.later(at + timedelta(minutes=minutes), lambda now: _approved(months, question, at=now))


def _approved(months: Months, question: str, *, at: datetime) -> None:
    reply = Reply(kind="yes", sentence="Yes, gladly.")
    decisions.answer(question, by=months.above, reply=reply, at=at)


def _evening(months: Months, *, at: datetime) -> None:
    """What the desk does by itself; letters go out, and who was asked how it was answers soon, or never."""
    cases.do_what_is_due(at=at)
    with matters.carrying("mail"):
        listening.do_what_is_due(at=at)
    for channel in ("mail", "form", "chat"):
        while waiting := cases.claim_outgoing(channel, worker="demonstration", at=at):
            for each in waiting:
                cases.sent(each.entry, at=at)
                _, _, secret = each.text.partition("/how-was-it/")
                if secret and months.rnd.random() < 0.6:
                    after = timedelta(hours=months.rnd.randint(1, 60))
                    secret = secret.partition("/")[0]
                    months.later(at + after, lambda now, link=secret: _answers(months, link, at=now))  # type: ignore[misc]


def _answers(months: Months, secret: str, *, at: datetime) -> None:
    score = months.rnd.choices((1, 2, 3, 4, 5), (1, 2, 3, 8, 8))[0]
    answered = listening.answer(secret, score=score, at=at)
    if answered.unhappy:
        months.later(at + timedelta(hours=3), lambda now: _put_right(months, answered.survey, at=now))


def _put_right(months: Months, survey: str, *, at: datetime) -> None:
    listening.finish(
        survey, cause=months.rnd.choice(("process", "promise", "product")), cause_words="", by=months.above,
        action="Called, apologised and put it right.", at=at,
    )  # fmt: skip
