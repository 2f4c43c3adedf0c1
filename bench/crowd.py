"""A desk with very many persons: made up, the same at every run, and poured into the database in bulk.

One person in forty has an open matter, one in a thousand has fifty matters and hundreds of messages; the matters
are spread over 400 sites. Words are as frequent as in a language: a few everywhere, most of them rare.
Start reading at `fill`.
"""

from __future__ import annotations

# ruff: noqa: SLF001  tables are filled past the models, by what these say of themselves
import random
from datetime import UTC, datetime, timedelta
from itertools import accumulate

NOW = datetime(2026, 6, 15, 9, tzinfo=UTC)
OFTEN = [
    "fuel", "pump", "receipt", "refund", "card", "charged", "twice", "coffee", "wash", "queue", "hose",
    "till", "lost", "station", "morning", "money", "invoice", "delivery", "waiting", "answer", "nozzle",
    "diesel", "window", "broken", "cashier", "rude", "kind", "friendly", "toilet", "parking",
]  # fmt: skip
FIRST = [
    "Maria", "Oleksii", "Layla", "Andrei", "Iryna", "Petro", "Ion", "Elena", "Olga", "Taras", "Ahmad",
    "Nadia", "Victor", "Ana", "Mihai", "Sofia",
]  # fmt: skip
LAST = [
    "Ionescu", "Bondar", "Haddad", "Popa", "Koval", "Lysenko", "Rusu", "Shevchenko", "Melnyk", "Ceban",
    "Moraru", "Tkachenko",
]  # fmt: skip
SITES, HALVES, BATCH = 400, 20_000, 20_000
HEAVY, OPEN = 1_000, 40
"""One person in so many has written hundreds of times; one in so many waits for us."""


class Crowd:
    """The words, names and shares of a made-up crowd."""

    def __init__(self, persons: int, messages: int) -> None:
        from leeway.desk.conversations.stems import stems_of

        rnd = random.Random(1)
        self.persons, self.mean = persons, messages / persons
        syllables = [a + b for a in "bcdfglmnprstvz" for b in "aeiou"]
        self.rare = ["".join(rnd.choices(syllables, k=rnd.choice((3, 4)))) for _ in range(30_000)]
        words = OFTEN + self.rare
        weights = list(accumulate(1 / (rank + 8) for rank in range(len(words))))
        self.halves = [" ".join(rnd.choices(words, cum_weights=weights, k=11)) for _ in range(HALVES)]
        self.stems = [stems_of(each) for each in self.halves]
        shares = (self.share(person) for person in range(persons))
        self.firsts = list(accumulate(shares, initial=10_000))
        self.surnames = LAST + [
            "".join(rnd.choices(syllables, k=3)).capitalize() + "enko" for _ in range(20_000)
        ]

    def name(self, person: int) -> str:
        """A name; a few are frequent."""
        rnd = random.Random(person)
        last = rnd.choice(LAST) if rnd.random() < 0.05 else rnd.choice(self.surnames)
        return f"{FIRST[person % len(FIRST)]} {last}"

    def share(self, person: int) -> int:
        """How many messages a person's conversation has."""
        if person % HEAVY == 0:
            return round(40 * self.mean)
        return max(1, round(self.mean * (2.4 if person % 10 == 0 else 0.8)))

    def matters(self, person: int) -> int:
        """How many matters a person has had."""
        return 50 if person % HEAVY == 0 else 1 + self.share(person) // 10

    def said(self, person: int, number: int) -> tuple[str, str]:
        """A message of a conversation, and its stems."""
        mark = person * 31 + number
        one, other = mark * 7_919 % HALVES, mark * 104_729 % HALVES
        odd = self.rare[mark * 13 % len(self.rare)]
        text = f"{self.halves[one]}, {self.halves[other]}. {odd} {100_000 + mark}"
        return text, f"{self.stems[one]} {self.stems[other]} {odd} {100_000 + mark}"


def site_of(person: int) -> tuple[str, str]:
    """The site of a person's matters, and its path."""
    number = person % SITES
    return (
        ("214", "network/north/214/") if number == 0 else (f"s{number}", f"network/r{number // 20}/s{number}/")
    )


def fill(persons: int, messages: int) -> None:
    """Pour a crowd into an empty desk."""
    from leeway.desk.cases.models import Attachment, Case, Entry, Fact, Follower, Promise, Tag
    from leeway.desk.conversations.models import Vocable, Word
    from leeway.desk.conversations.stems import vocables_of
    from leeway.desk.persons.models import Person, Point

    crowd = Crowd(persons, messages)
    makers = (
        (Person, _person), (Point, _point), (Case, _cases), (Promise, _promises), (Fact, _facts), (Tag, _tags),
        (Follower, _followers), (Entry, _entries), (Attachment, _files), (Word, _words),
    )  # fmt: skip
    with poured() as pour:
        for model, make in makers:
            pour(model, (row for person in range(persons) for row in make(crowd, person)))
    texts = (*crowd.halves, *crowd.rare, *(crowd.name(person) for person in range(persons)))
    words = sorted({each for text in texts for each in vocables_of(text)})
    Vocable.objects.bulk_create((Vocable(word=each) for each in words), batch_size=5_000, ignore_conflicts=True)


def _person(crowd: Crowd, person: int):
    name = crowd.name(person)
    yield {"id": f"b{person}", "name": name, "folded_name": name.casefold(), "since": NOW - timedelta(days=900),
           "language": ("en", "ru", "ro", "uk", "ar", "")[person % 6]}  # fmt: skip


def _point(crowd: Crowd, person: int):
    phone = f"38050{person:07d}"
    yield {"person_id": f"b{person}", "kind": "phone", "value": phone, "tail": phone[-9:]}
    if person % 2 == 0:
        yield {"person_id": f"b{person}", "kind": "email", "value": address(crowd, person), "tail": ""}


def address(crowd: Crowd, person: int) -> str:
    """A person's address."""
    return f"{crowd.name(person).lower().replace(' ', '.')}{person}@example.com"


def _cases(crowd: Crowd, person: int):
    site, path = site_of(person)
    count = crowd.matters(person)
    for number in range(count):
        is_open = (number == count - 1 and person % OPEN == 0) or (person % HEAVY == 0 and number % 10 == 0)
        opened = NOW - timedelta(days=900 * (count - number) // (count + 1), minutes=person % 1_000)
        yield {
            "id": f"bc{person}-{number}", "site": site, "path": path, "opened_by": "channel mail",
            "opened_at": opened, "person": f"b{person}", "state": "open" if is_open else "closed",
            "summary": " ".join(crowd.halves[(person + number) % HALVES].split()[:5]),
            "situation": "apology/our-mistake", "chosen": "situation apology/our-mistake", "channel": "mail",
            "kind": "request", "owner": ("", "nina", "oksana")[person % 3] if is_open else "", "turn": 1,
            "due_at": NOW + timedelta(minutes=person % 3_000 - 300) if is_open else None,
            "waiting_since": NOW - timedelta(hours=2) if is_open and person % 3 else None, "news_at": NOW,
            "closed_at": None if is_open else opened + timedelta(days=2),
        }  # fmt: skip


def _promises(crowd: Crowd, person: int):
    for row in _cases(crowd, person):
        is_open = row["state"] == "open"
        yield {"case_id": row["id"], "person": row["person"], "made_at": row["opened_at"], "due_at": row["due_at"] or NOW,
               "state": "open" if is_open else ("broken" if person % 13 == 0 else "kept"),
               "ended_at": None if is_open else row["opened_at"] + timedelta(hours=3)}  # fmt: skip


def _facts(crowd: Crowd, person: int):  # noqa: ARG001  as all others are called
    if person % 3 == 0:
        yield {"case_id": f"bc{person}-0", "name": "fuel.litres", "value": "40", "trust": "staff",
               "source": "seen by nina", "at": NOW}  # fmt: skip


def _tags(crowd: Crowd, person: int):
    for number in range(crowd.matters(person)):
        if (person + number) % 5 == 0:
            yield {"case_id": f"bc{person}-{number}", "name": ("pump", "card", "app", "wash")[person % 4]}


def _followers(crowd: Crowd, person: int):
    if person % OPEN == 0:
        yield {"case_id": f"bc{person}-{crowd.matters(person) - 1}", "colleague": "oksana"}


def entry_id(crowd: Crowd, person: int) -> int:
    """The id of the first entry of a person: entries are numbered one person after the other."""
    return crowd.firsts[person]


def _entries(crowd: Crowd, person: int):
    share, count, first = crowd.share(person), crowd.matters(person), entry_id(crowd, person)
    for number in range(share):
        ours = number % 2
        yield {
            "id": first + number, "person": f"b{person}", "case_id": f"bc{person}-{number * count // share}",
            "at": NOW - timedelta(days=900 * (share - number) // (share + 1), minutes=person % 1_000 - number % 60),
            "kind": "note" if number % 17 == 16 else "message",
            "direction": "" if number % 17 == 16 else ("out" if ours else "in"),
            "state": "sent" if ours and number % 17 != 16 else "", "channel": "mail", "author": "nina" if ours else "",
            "text": crowd.said(person, number)[0], "point_kind": "" if ours else "phone",
            "point_value": "" if ours else f"38050{person:07d}", "key": f"k{first + number}",
        }  # fmt: skip


def _files(crowd: Crowd, person: int):
    first = entry_id(crowd, person)
    for number in range(0, crowd.share(person), 6):
        yield {"entry_id": first + number, "name": f"photo-{number}.jpg", "type": "image/jpeg", "size": 120_000,
               "content_id": None}  # fmt: skip


def _words(crowd: Crowd, person: int):
    from leeway.desk.conversations.stems import marks_of, stems_of, threes_of

    path = site_of(person)[1]
    marks = marks_of("entry", path)
    for row in _entries(crowd, person):
        number = row["id"] - entry_id(crowd, person)
        yield {"kind": "entry", "of": str(row["id"]), "person": row["person"], "path": path, "at": row["at"],
               "text": row["text"][:300], "stems": f"{marks} {crowd.said(person, number)[1]}"}  # fmt: skip
    marks = marks_of("case", path)
    for row in _cases(crowd, person):
        yield {"kind": "case", "of": row["id"], "person": row["person"], "path": path, "at": row["opened_at"],
               "title": row["summary"], "stems": f"{marks} {stems_of(row['summary'])}",
               "threes": f"{marks} {threes_of(row['summary'])}"}  # fmt: skip
    marks, points = marks_of("person"), " ".join(row["value"] for row in _point(crowd, person))
    parts = f"{crowd.name(person)} {points}"
    yield {"kind": "person", "of": f"b{person}", "person": f"b{person}", "at": NOW, "title": crowd.name(person),
           "text": points, "stems": f"{marks} {stems_of(parts)}", "threes": f"{marks} {threes_of(parts)}"}  # fmt: skip


def poured():
    """A way to pour rows of a model into the database as fast as it takes them."""
    from django.db import connection

    connection.ensure_connection()
    return PouredPostgres() if connection.vendor == "postgresql" else PouredSqlite()


def _columns(model, row):
    """The columns of a table, and what stands in those that a row does not name."""
    fields = [each for each in model._meta.concrete_fields if not each.primary_key or each.attname in row]
    rest = {
        each.attname: {} if each.get_internal_type() == "JSONField" else each.get_default() for each in fields
    }
    return [each.attname for each in fields], {
        name: "{}" if value == {} else value for name, value in rest.items()
    }


class PouredSqlite:
    """Into SQLite: one transaction a table, the index of search at the end."""

    def __enter__(self):
        from django.db import connection

        self.raw = connection.connection
        self.raw.execute("pragma synchronous=off")
        self.raw.execute("pragma cache_size=-400000")
        return self.pour

    def pour(self, model, rows):
        """Pour in all rows of a model."""
        from django.db import connection

        rows = iter(rows)
        first = next(rows, None)
        if first is None:
            return
        names, rest = _columns(model, first)
        table, searched = model._meta.db_table, model._meta.db_table == "conversations_word"
        given = set(first)
        constant = {name: value for name, value in rest.items() if name not in given}
        order = [name for name in names if name in given]
        values = ", ".join(["?"] * len(order) + [_literal(constant[name]) for name in constant])
        sql = f"insert into {table} ({', '.join(f'"{n}"' for n in (*order, *constant))}) values ({values})"
        self.raw.execute("begin immediate")
        if searched:
            self.raw.execute("drop trigger conversations_word_in")
        defaults = {name: rest.get(name) for name in order}
        adapt = connection.ops.adapt_datetimefield_value

        def flat(row):
            found = (row.get(name, defaults[name]) for name in order)
            return tuple(adapt(each) if isinstance(each, datetime) else each for each in found)

        def every():
            yield first
            yield from rows

        self.raw.executemany(sql, map(flat, every()))
        if searched:
            self.raw.execute(
                "insert into conversations_found(rowid, stems, threes) select id, stems, threes from conversations_word order by id"
            )
            self.raw.execute(
                "create trigger conversations_word_in after insert on conversations_word begin"
                " insert into conversations_found(rowid, stems, threes) values (new.id, new.stems, new.threes); end"
            )
        self.raw.execute("commit")

    def __exit__(self, *_):
        self.raw.execute("analyze")
        self.raw.execute("pragma wal_checkpoint(truncate)")


def _literal(value):
    if value is None:
        return "null"
    return str(int(value)) if isinstance(value, bool | int) else "'" + str(value).replace("'", "''") + "'"


class PouredPostgres:
    """Into PostgreSQL: by COPY, indexes made anew afterwards."""

    def __enter__(self):
        from django.db import connection

        self.connection = connection
        self.made = []
        with connection.cursor() as cursor:
            cursor.execute(
                "set maintenance_work_mem = '512MB'; set synchronous_commit = off; set session_replication_role = replica"
            )
        return self.pour

    def pour(self, model, rows):
        """Pour in all rows of a model."""
        rows = iter(rows)
        first = next(rows, None)
        if first is None:
            return
        names, rest = _columns(model, first)
        table = model._meta.db_table
        with self.connection.cursor() as cursor:
            cursor.execute("select indexdef from pg_indexes where tablename = %s and indexname not in"
                           " (select conname from pg_constraint)", [table])  # fmt: skip
            kept = [row[0] for row in cursor.fetchall()]
            for each in kept:
                cursor.execute(f"drop index {each.split(' INDEX ')[1].split(' ON ')[0]}")
            with cursor.copy(f"copy {table} ({', '.join(f'"{n}"' for n in names)}) from stdin") as copy:
                row = first
                while row is not None:
                    copy.write_row([row.get(name, rest[name]) for name in names])
                    row = next(rows, None)
            for each in kept:
                cursor.execute(each)
            cursor.execute("select setval(pg_get_serial_sequence(%s, 'id'), (select max(id) from " + table + "))"
                           if model._meta.pk.get_internal_type() == "BigAutoField" else "select %s", [table])  # fmt: skip

    def __exit__(self, *_):
        with self.connection.cursor() as cursor:
            cursor.execute("set session_replication_role = default")
            cursor.execute("vacuum analyze")
