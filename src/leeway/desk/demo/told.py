"""What did they say? The words of the made-up conversations, minutes before now.

Start reading at `FORECOURT`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

DAY: Final = 24 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One matter of one person: what was said, how many minutes ago, by whom."""

    name: str
    point: tuple[str, str]
    language: str
    subject: str
    lines: tuple[tuple[int, str, str], ...]
    """Minutes ago, who (`them`, `us`, `note`, `fact`, `phone`, `visit`), and the words."""
    kind: str = "request"
    channel: str = "mail"
    wish: str = ""
    situation: str = ""
    next_news: tuple[int, str] | None = None
    """In how many minutes they hear again after our last word, and what."""
    also: tuple[tuple[str, str], ...] = ()
    """Other points they are reached at."""
    closed: str = ""
    found_by: str = ""


FORECOURT: Final = (
    Told(
        name="Maria Ionescu",
        point=("email", "maria.ionescu@example.com"),
        language="en",
        channel="mail",
        subject="I left my card at the till",
        kind="request",
        also=(("phone", "380672140001"),),
        closed="The card was found and handed over.",
        lines=(
            (211 * DAY, "them", "I think I left my card at station 214 this morning. Is it there?"),
            (211 * DAY - 25, "us", "It is here, in the safe. Come any time until ten, Andrii knows."),
            (211 * DAY - 300, "them", "Thank you, very kind."),
        ),
    ),
    Told(
        name="Maria Ionescu",
        point=("email", "maria.ionescu@example.com"),
        language="en",
        kind="complaint",
        subject="Charged twice, wants it back before the trip",
        situation="apology/our-mistake",
        wish="the second charge back on the card today",
        also=(("phone", "380672140001"),),
        found_by="payment system",
        lines=(
            (
                128,
                "them",
                "Hello, I was charged twice for the same fuel: 1,480 and 1,480 UAH. I travel on Sunday"
                " and really need the money before. The bank statement is attached.",
            ),
            (
                120,
                "us",
                "Good morning Maria, I see both charges here. I am asking the payment system and will write"
                " to you within two hours with what we do. What would help you most before Sunday?",
            ),
            (
                99,
                "them",
                "If you could give it back to the card today, that would be perfect. I do not need"
                " anything else.",
            ),
            (49, "fact", "our doing: the second charge is confirmed by the payment system"),
        ),
    ),
    Told(
        name="Олексій Бондар",
        point=("email", "o.bondar@example.com"),
        language="uk",
        kind="complaint",
        subject="Двигун троїть після заправки",
        situation="doubts/engine-trouble",
        wish="знати, чи було пальне добре",
        also=(("phone", "380672140002"), ("plate", "AA4821KT")),
        lines=(
            (
                26 * 60,
                "them",
                "Вчора заправився у вас на 214-й, 40 літрів дизеля. Сьогодні двигун троїть. Думаю, справа"
                " в пальному. Що будемо робити?",
            ),
            (
                25 * 60,
                "phone",
                "Подзвонила: проба з тієї самої колонки взята при ньому, одна пляшка в нього, друга їде"
                " до лабораторії. Просив дзвонити, а не писати.",
            ),
            (24 * 60, "note", "Лабораторія обіцяла відповідь до вечора. @oksana, чи платимо за евакуатор?"),
            (
                23 * 60,
                "us",
                "Олексію, проба в лабораторії. Щойно буде результат, я Вам подзвоню, і в будь-якому разі"
                " Ви почуєте від мене завтра до обіду.",
            ),
        ),
        next_news=(150, "результат лабораторії"),
    ),
    Told(
        name="ليلى حداد",
        point=("email", "layla.haddad@example.com"),
        language="ar",
        subject="لم تصل القسيمة بعد",
        wish="أن تصل القسيمة قبل نهاية الأسبوع",
        also=(("phone", "380672140003"),),
        lines=(
            (
                75,
                "them",
                "السلام عليكم، وعدتموني بقسيمة غسيل مجانية قبل ثلاثة أيام ولم تصل بعد. هل يمكنكم التحقق؟",
            ),
        ),
    ),
    Told(
        name="Andrei Popa",
        point=("email", "andrei.popa@example.com"),
        language="ro",
        kind="praise",
        subject="Laudă pentru Nina de la stația 214",
        also=(("phone", "380672140004"),),
        lines=(
            (
                190,
                "them",
                "Ieri am rămas fără bani la casă și Nina m-a ajutat cu atâta tact, încât nu m-am simțit"
                " prost nicio clipă. Vă rog să-i transmiteți mulțumirile mele.",
            ),
        ),
    ),
    Told(
        name="Ірина Коваль",
        point=("email", "iryna.koval@example.com"),
        language="uk",
        kind="question",
        channel="form",
        subject="Як отримати чек за минулий місяць?",
        also=(("phone", "380672140005"),),
        lines=((40, "them", "Загубила чек за 14 число, а бухгалтерія просить. Чи можете надіслати копію?"),),
    ),
    Told(
        name="Петро Лисенко",
        point=("email", "p.lysenko@example.com"),
        language="uk",
        kind="complaint",
        subject="Колонка недолила",
        situation="doubts/short-measure",
        wish="щоб перевірили колонку при мені",
        lines=(
            (
                9 * 60,
                "them",
                "За показниками влізло 52 літри, а бак на 50. Хочу, щоб колонку перевірили при мені.",
            ),
            (
                8 * 60 + 30,
                "us",
                "Петре, Ви маєте рацію, що питаєте. Метролог приїде, перевіримо разом із Вами. Напишу"
                " сьогодні, коли саме.",
            ),
        ),
        next_news=(25, "коли приїде метролог"),
    ),
    Told(
        name="Виктор Морару",
        point=("email", "v.moraru@example.com"),
        language="ru",
        kind="complaint",
        subject="Очередь двадцать минут, а касса одна",
        lines=(
            (
                2 * DAY,
                "them",
                "Вчера вечером стоял двадцать минут, потому что работала одна касса. Так каждый раз.",
            ),
            (
                2 * DAY - 90,
                "us",
                "Виктор, спасибо, что написали, и простите за потерянное время. Я посмотрю, как было вчера,"
                " и отвечу, что мы меняем.",
            ),
        ),
        next_news=(5 * 60, "что мы меняем вечером"),
    ),
    Told(
        name="Maria Ionescu",
        point=("phone", "380672140099"),
        language="ro",
        kind="question",
        channel="chat",
        subject="Primiți cardul de fidelitate și la spălătorie?",
        lines=((18, "them", "Bună ziua! Cardul verde este valabil și la spălătorie?"),),
    ),
)
"""At petrol stations: two with evidence, a double charge, praise, one who may be somebody known already."""

MOBILE: Final = (
    Told(
        name="Айгуль Серикова",
        point=("phone", "77012345601"),
        language="ru",
        kind="complaint",
        channel="chat",
        subject="Счёт за роуминг в десять раз больше",
        situation="roaming/roaming-bill",
        wish="понять, за что, и заплатить частями",
        also=(("email", "aigul@example.com"),),
        lines=(
            (
                180,
                "them",
                "Вернулась из отпуска, а счёт 48 000! Я почти не пользовалась интернетом. Это ошибка?",
            ),
            (
                170,
                "us",
                "Айгуль, такой счёт пугает, понимаю. Я сейчас смотрю его построчно и через час напишу, из чего"
                " он сложился.",
            ),
            (95, "them", "Хорошо. Если это правда моё, то сразу всю сумму я не смогу."),
        ),
    ),
    Told(
        name="Tom Weaver",
        point=("email", "tom.weaver@example.com"),
        language="en",
        kind="complaint",
        subject="A stranger's phone keeps writing to me",
        situation="two-people/strange-messages",
        wish="that the messages stop, and that the other one gets the phone back",
        lines=(
            (
                26 * 60,
                "them",
                "Since Tuesday I get messages like 'this phone was stolen, its place is …' from a number I do"
                " not know, ten a day. Blocking does not help, they come from the maker's service.",
            ),
            (
                25 * 60,
                "us",
                "Tom, thank you for telling us. Somebody entered your number as the one to warn when a phone"
                " is lost. I ask the maker and the owner today and write to you tomorrow either way.",
            ),
            (
                24 * 60,
                "note",
                "The owner of the other phone is a customer too. We pass a message on, we tell nobody whose"
                " number it is.",
            ),
        ),
        next_news=(50, "what the maker says"),
    ),
    Told(
        name="ليلى حداد",
        point=("phone", "77012345603"),
        language="ar",
        kind="question",
        channel="chat",
        subject="لا يوجد اتصال منذ الصباح",
        lines=((30, "them", "لا يوجد إنترنت على هاتفي منذ الصباح، هل هناك عطل؟"),),
    ),
    Told(
        name="Ana Rusu",
        point=("email", "ana.rusu@example.com"),
        language="ro",
        kind="praise",
        subject="Mulțumesc colegei de la telefon",
        lines=(
            (
                200,
                "them",
                "Mi-am pierdut telefonul la gară și colega voastră a stat cu mine pe fir până l-am găsit."
                " Mulțumesc din suflet!",
            ),
        ),
    ),
)
"""At a mobile operator: a roaming bill that is nobody's fault, and a matter of two people."""
