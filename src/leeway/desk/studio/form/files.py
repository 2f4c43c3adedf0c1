"""In which file does it stand? A book's files, with clauses, examples, facts and actions read and written.

Every change gives new files and leaves all else as it was written. Start reading at `BookTexts`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from leeway.desk.studio.form.clauses import CIRCUMSTANCES, KINDS, clause_form, entry_of_clause, merged
from leeway.desk.studio.form.examples import entry_of_example, example_form
from leeway.desk.studio.form.fields import PolicyForm
from leeway.desk.studio.form.limits import number_typed
from leeway.desk.studio.form.promises import PROMISES, entry_of_promise, promise_rows
from leeway.desk.studio.form.vocabulary import vocabulary
from leeway.policy import EditError, edited, entries

if TYPE_CHECKING:
    from collections.abc import Sequence

    from leeway.desk.studio.form.fields import ClauseForm, ExampleForm, NewAction, NewFact, PromiseRow
    from leeway.desk.studio.form.vocabulary import Vocabulary
    from leeway.policy import Book, Entry

HEAD: Final = "book.yaml"
HEAD_KEYS: Final = ("policy", "title", "owner", "since", "until", "source", "purpose")


def clean(text: str) -> str:
    """A name as a file can hold it: words with single blanks, no slash.

    >>> clean("  Taxi / at night ")
    'Taxi at night'
    """
    return " ".join(re.sub(r"[^\w\s.'’-]", " ", text).split())


def name_of(title: str, taken: Sequence[str] = ()) -> str:
    """A name for what has this title: its words with dashes, with a number where it is taken.

    >>> name_of("A taxi, at night!", ["a-taxi-at-night"])
    'a-taxi-at-night-2'
    """
    base = "-".join(re.findall(r"\w+", title.lower())) or "policy"
    found, number = base, 2
    while found in taken:
        found, number = f"{base}-{number}", number + 1
    return found


@dataclass(frozen=True, slots=True)
class BookTexts:
    """The files of one book, name → text."""

    texts: Mapping[str, str]

    # -- where things stand -----------------------------------------------------------------------------
    @property
    def head(self) -> str:
        """The file that says what the book is called."""
        return HEAD if HEAD in self.texts or not self.texts else next(iter(self.texts))

    def entries(self, file: str) -> dict[str, Entry]:
        """What a file says; nothing where it cannot be read."""
        try:
            found = entries(self.texts.get(file, ""))
        except EditError:
            return {}
        return found if isinstance(found, dict) else {"examples": found} if isinstance(found, list) else {}

    def readable(self, file: str) -> bool:
        """Whether a file can be read at all; else only its text can be changed."""
        try:
            entries(self.texts.get(file, ""))
        except EditError:
            return False
        return True

    def file_of(self, policy: str) -> str | None:
        """The file in which a policy stands; clauses of the head belong to a policy called as the book."""
        for file in self.texts:
            if file.startswith("policies/") and self.entries(file).get("policy") == policy:
                return file
        return self.head if self.entries(self.head).get("book") == policy else None

    def examples_file(self, policy: str) -> str:
        """The file for examples of a policy: that beside it, or in a single file the book itself."""
        file = self.file_of(policy)
        if file is None or file == self.head:
            return self.head
        return "examples/" + file.removeprefix("policies/")

    def words(self, book: Book | None = None) -> Vocabulary:
        """What can be chosen in the forms of this book."""
        return vocabulary(self.entries(self.head), book=book)

    # -- reading ------------------------------------------------------------------------------------------
    def policy_form(self, policy: str) -> PolicyForm | None:
        """The head of a policy; None where there is no such policy."""
        file = self.file_of(policy)
        if file is None:
            return None
        said = {key: " ".join(e.split()) for key, e in self.entries(file).items() if isinstance(e, str)}
        return PolicyForm(id=policy, **{key: said.get(key, "") for key in HEAD_KEYS if key != "policy"})

    def clauses(self, policy: str, words: Vocabulary) -> tuple[ClauseForm, ...]:
        """The clauses of a policy that a form can hold, in the order of the file."""
        file = self.file_of(policy)
        said = {} if file is None else self.entries(file)
        tables = [(kind, said.get(kind)) for kind in KINDS]
        return tuple(
            clause_form(kind, name, entry, words)
            for kind, table in tables
            if isinstance(table, dict)
            for name, entry in table.items()
        )

    def circumstances(self, policy: str, words: Vocabulary) -> tuple[ClauseForm, ...]:
        """The circumstances of a policy, in the order of the file."""
        file = self.file_of(policy)
        table = None if file is None else self.entries(file).get(CIRCUMSTANCES)
        said = table if isinstance(table, dict) else {}
        return tuple(clause_form(CIRCUMSTANCES, name, entry, words) for name, entry in said.items())

    def promises(self, policy: str) -> tuple[PromiseRow, ...]:
        """What a policy promises, in the order of the file: the first that fits is made."""
        file = self.file_of(policy)
        return promise_rows(None if file is None else self.entries(file).get(PROMISES))

    def steps(self) -> dict[str, str]:
        """Every step of the book that a circumstance may change: id → what is done."""
        found: dict[str, str] = {}
        for file in sorted(self.texts):
            said = self.entries(file)
            tables = [table for kind in KINDS if isinstance(table := said.get(kind), dict)]
            for clause in (each for table in tables for each in table.values() if isinstance(each, dict)):
                steps = clause.get("do")
                pairs = steps.items() if isinstance(steps, dict) else ()
                found |= {id_: text for id_, text in pairs if isinstance(text, str) and id_ not in found}
        return found

    def examples(self, policy: str, words: Vocabulary) -> tuple[ExampleForm, ...]:
        """The worked examples that stand beside a policy."""
        listed = self.entries(self.examples_file(policy)).get("examples")
        return tuple(example_form(each, words) for each in listed) if isinstance(listed, list) else ()

    # -- writing ------------------------------------------------------------------------------------------
    def with_entry(self, file: str, path: tuple[str | int, ...], value: Entry | None) -> BookTexts:
        """These files with one entry changed."""
        return replace(self, texts={**self.texts, file: edited(self.texts.get(file, ""), path, value)})

    def with_policy(self, form: PolicyForm) -> BookTexts:
        """These files with the head of a policy changed, or with a new policy in a file of its own."""
        file, start = self.file_of(form.id), self
        if file is None:
            start = self._as_folder()
            file = f"policies/{name_of(form.id)}.yaml"
        old = start.entries(file)
        new = {"policy": form.id, **{key: getattr(form, key) for key in HEAD_KEYS if key != "policy"}}
        if file == start.head:
            new = {"title": form.title}
        return start.with_entry(file, (), merged(old, new, order=HEAD_KEYS))

    def with_clause(self, policy: str, form: ClauseForm, words: Vocabulary) -> BookTexts:
        """These files with one clause written, or added. Raises: EditError where there is no such policy."""
        file = self._file(policy)
        table = self.entries(file).get(form.kind)
        before = table.get(form.name) if isinstance(table, dict) else None
        return self.with_entry(file, (form.kind, form.name), entry_of_clause(form, before, words))

    def without_clause(self, policy: str, kind: str, name: str) -> BookTexts:
        """These files without a clause; the last of its kind takes the heading along."""
        file = self._file(policy)
        table = self.entries(file).get(kind)
        last = isinstance(table, dict) and set(table) == {name}
        return self.with_entry(file, (kind,) if last else (kind, name), None)

    def with_promises(self, policy: str, rows: Sequence[PromiseRow]) -> BookTexts:
        """These files with exactly these promises in this order; a new one is named after what people hear."""
        file = self._file(policy)
        table = self.entries(file).get(PROMISES)
        before = table if isinstance(table, dict) else {}
        found: dict[str, Entry] = {}
        for row in rows:
            name = row.name or name_of(row.hear, [*before, *found])
            found[name] = entry_of_promise(row, before.get(name))
        stays = [name for name, same in zip(found, before, strict=False) if name == same]
        after = self
        if gone := [name for name in before if name not in stays]:
            after = self.with_entry(file, (PROMISES,), None) if not stays else self
            for name in gone if stays else ():
                after = after.with_entry(file, (PROMISES, name), None)
        for name, entry in found.items():
            if name not in stays or entry != before.get(name):
                after = after.with_entry(file, (PROMISES, name), entry)
        return after

    def without_policy(self, policy: str) -> BookTexts:
        """These files without a policy and the examples beside it."""
        gone = {self._file(policy), self.examples_file(policy)} - {self.head}
        return replace(self, texts={name: text for name, text in self.texts.items() if name not in gone})

    def with_examples(self, policy: str, forms: Sequence[ExampleForm], words: Vocabulary) -> BookTexts:
        """These files with examples changed, added, and those without a name left out; others stay."""
        file = self.examples_file(policy)
        raw = self.entries(file).get("examples")
        before = list(raw) if isinstance(raw, list) else []
        changed = {each.was: each for each in forms if each.was}
        found: list[Entry] = []
        for entry in before:
            form = changed.get(example_form(entry, words).was)
            if form is None:
                found.append(entry)
            elif form.name.strip() or form.good.strip() or form.bad.strip():
                found.append(entry_of_example(form, entry, words))
        found += [entry_of_example(each, None, words) for each in forms if not each.was and not each.is_blank]
        if found == before:
            return self
        return self._with_examples(file, found)

    def with_action(self, new: NewAction) -> tuple[BookTexts, str]:
        """These files with a new action, and what it is called."""
        name = clean(new.title).lower()
        entry: dict[str, Entry] = {}
        if new.cost in ("amount", "share"):
            share = number_typed(new.figure) if new.cost == "share" else ""
            entry["amount"] = "money"
            if new.most.strip():
                entry["max"] = number_typed(new.most)
            entry["cost"] = f"{_percent(share)} * amount" if share else "amount"
        else:
            entry = {"cost": number_typed(new.figure) if new.cost == "fixed" else "0"}
        if new.title.strip().lower() != name:
            entry["title"] = new.title.strip()
        return self.with_entry(self.head, ("actions", name), entry), name

    def with_fact(self, new: NewFact) -> tuple[BookTexts, str]:
        """These files with a new fact, and what it is called."""
        name = clean(new.name).lower()
        entry: dict[str, Entry] = {"type": new.kind}
        if new.unit.strip() and new.kind == "number":
            entry["unit"] = new.unit.strip()
        if new.choices and new.kind == "text":
            entry["one of"] = [each.strip() for each in new.choices if each.strip()]
        if new.ask.strip():
            entry["ask"] = new.ask.strip()
        return self.with_entry(self.head, ("facts", name), entry), name

    def with_choice(self, fact: str, value: str) -> BookTexts:
        """These files with one more value that a fact may have."""
        facts = self.entries(self.head).get("facts")
        entry = facts.get(fact) if isinstance(facts, dict) else None
        listed = entry.get("one of") if isinstance(entry, dict) else None
        if not isinstance(listed, list) or value in listed:
            return self
        return self.with_entry(self.head, ("facts", fact, "one of"), [*listed, value])

    # -- parts ----------------------------------------------------------------------------------------------
    def _file(self, policy: str) -> str:
        file = self.file_of(policy)
        if file is None:
            raise EditError(f"there is no policy `{policy}`")
        return file

    def _as_folder(self) -> BookTexts:
        """A single file becomes the head of a folder, so that policies can stand in files of their own."""
        if self.head == HEAD:
            return self
        return replace(self, texts={HEAD if name == self.head else name: t for name, t in self.texts.items()})

    def _with_examples(self, file: str, found: list[Entry]) -> BookTexts:
        text = self.texts.get(file, "")
        is_list = bool(text.strip()) and isinstance(entries(text), list)
        if not found and (file != self.head):
            return replace(self, texts={name: each for name, each in self.texts.items() if name != file})
        if is_list:
            return self.with_entry(file, (), found)
        return self.with_entry(file, ("examples",), found or None)


def _percent(share: str) -> str:
    """A share in percent as a factor: `20` → `0.2`."""
    from decimal import Decimal, InvalidOperation

    try:
        return f"{(Decimal(share) / 100).normalize():f}"
    except InvalidOperation:
        return share
