"""Which findings are there about a book? Every code, its kebab name, how bad it is, and what it says in a line.

Codes never change their meaning and are never used again. The reference page of diagnostics is made from this
list; the findings of conditions (FL…) are listed by `feel`. Start reading at `CATALOGUE`.
"""

from __future__ import annotations

from dataclasses import dataclass

from leeway.policy.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One sort of finding: its code and name, how bad it is, and a line on what is wrong."""

    code: str
    name: str
    meaning: str
    severity: Severity = Severity.ERROR


_WARNING, _NOTE = Severity.WARNING, Severity.NOTE

CATALOGUE = (
    # -- files and their text
    Finding("LW001", "unreadable-file", "the file or folder is not there, or is not text"),
    Finding("LW002", "too-large", "a file has more than 256 KiB, or the book more than 4 MiB"),
    Finding("LW003", "no-book", "the folder has no book.yaml, or the file is empty"),
    Finding("LW004", "stray-file", "a file that belongs to no part of the book and is not read", _WARNING),
    Finding("LW005", "bad-character", "a character that may not stand in a text file"),
    Finding("LW006", "unreadable", "YAML that cannot be read, often text that needs quotes or a block"),
    Finding("LW007", "too-deep", "lists and mappings stand too deep in one another"),
    Finding("LW008", "several-documents", "a file holds more than one YAML document"),
    Finding("LW009", "anchor", "a YAML anchor; books have none"),
    Finding("LW010", "alias", "a YAML alias; books have none"),
    Finding("LW011", "tag", "a YAML tag; books have none"),
    Finding("LW012", "bad-key", "a list or a mapping stands where a key belongs"),
    Finding("LW013", "duplicate-key", "a key stands twice in one mapping"),
    Finding("LW014", "key-without-value", "a key in braces has no value, often text with a comma"),
    Finding("LW015", "too-many-clauses", "the book has more than 5,000 clauses"),
    Finding("LW016", "empty-file", "a file of the book in which nothing stands", _WARNING),
    Finding("LW017", "more-findings", "so much is wrong that not all of it is listed", _NOTE),
    # -- keys and values
    Finding("LW020", "unknown-key", "a key that the format does not have there"),
    Finding("LW021", "missing-key", "a key that must be there is not"),
    Finding("LW022", "missing-value", "a key has nothing after it"),
    Finding("LW023", "wrong-type", "a value of another kind than the one that belongs there"),
    Finding("LW024", "bad-amount", "an amount of money that is none, too fine, or too large"),
    Finding("LW025", "unknown-currency", "a currency that does not exist"),
    Finding("LW026", "unknown-zone", "a time zone that does not exist"),
    Finding("LW027", "dates-reversed", "a policy ends before it begins"),
    Finding("LW028", "two-types", "a fact is described in two ways at once"),
    Finding("LW029", "unit-does-not-fit", "a unit on something that is not counted in it"),
    Finding("LW030", "duplicate-value", "a value is listed twice"),
    # -- names
    Finding("LW040", "bad-name", "a name that conditions could not read, or that is not unambiguous"),
    Finding("LW041", "name-clash", "two names that conditions could not tell apart"),
    Finding("LW042", "reserved-name", "a name that has a meaning of its own"),
    Finding("LW043", "duplicate-clause", "two clauses of one policy have the same name"),
    Finding("LW044", "duplicate-policy", "two policies have the same name"),
    Finding("LW045", "duplicate-example", "two examples have the same name"),
    Finding("LW046", "unknown-fact", "a fact that the book does not declare"),
    Finding("LW047", "unknown-action", "an action that the book does not declare"),
    Finding("LW048", "unknown-authority", "an authority that the book does not have"),
    Finding("LW049", "unknown-clause", "a clause that the book does not have"),
    Finding("LW050", "ambiguous-clause", "a name that several clauses have"),
    Finding("LW051", "unknown-step", "a step that no clause has"),
    Finding("LW052", "unknown-certificate", "a certificate that nothing asks for, or that is not listed"),
    Finding("LW053", "unknown-principle", "a principle that the book does not have"),
    Finding("LW054", "unknown-value", "a value that a fact cannot have"),
    Finding("LW055", "unknown-member", "a member that a record does not have"),
    Finding("LW056", "former-name-in-use", "a former name of a clause that is still the name of one"),
    Finding(
        "LW057", "undeclared-fact", "a fact that is used and not declared; its type shows in its use", _NOTE
    ),
    Finding("LW058", "undeclared-action", "an action that is used and not declared", _NOTE),
    Finding(
        "LW059", "bad-step", "a step up that leads nowhere higher, or after something that cannot be counted"
    ),
    # -- limits and costs
    Finding("LW060", "bad-limit", "a limit phrase that cannot be read"),
    Finding("LW061", "other-currency", "a limit in another currency than the book's"),
    Finding(
        "LW062", "window-does-not-fit", "a window that moves with the clock on a scope that is too large for it"
    ),
    Finding("LW063", "duplicate-limit", "two limits of one list count the same"),
    Finding("LW064", "no-limits", "an action that costs money is allowed without limits"),
    Finding("LW065", "unbounded", "spending that no limit per actor, site or network bounds"),
    Finding(
        "LW066", "meter-not-named", "a higher authority is limited in what the lowest entry does not count"
    ),
    Finding("LW067", "lower-cap", "a higher authority has a lower limit than one below it"),
    Finding("LW068", "lifts-nothing", "`no limit` where no lower authority has one", _WARNING),
    Finding("LW069", "anonymous-limit", "a limit for unknown customers that could not hold"),
    Finding(
        "LW070", "anonymous-without-customer", "limits for unknown customers that stand for none", _WARNING
    ),
    Finding("LW071", "nothing-to-count", "money is counted for an action that costs nothing", _WARNING),
    Finding("LW072", "bad-cost", "a cost that cannot be read"),
    Finding("LW073", "no-amount", "an amount is spoken of where there is none"),
    Finding("LW074", "bad-default", "an answer under `otherwise` or `on error` that is none"),
    Finding("LW075", "no-parameter", "a condition reads a parameter that not every action of the clause has"),
    # -- conditions
    Finding("LW080", "reads-authority", "a rule or guideline reads the actor's authority"),
    Finding("LW081", "presumed-in-rule", "a rule reads a fact whose value is presumed"),
    Finding("LW082", "mixed-use", "an undeclared fact is used as two kinds of value"),
    Finding("LW083", "unclear-step", "a circumstance leaves a step out and says it otherwise"),
    Finding("LW084", "not-known-yet", "a promise reads what is not known when a matter opens"),
    Finding("LW085", "bad-time", "a time by which somebody hears that cannot be read"),
    # -- examples
    Finding("LW090", "bad-outcome", "an example expects something that is no outcome"),
    Finding("LW091", "missing-amount", "an example proposes an action that has an amount and gives none"),
    Finding("LW092", "built-in-given", "an example gives a fact that the desk fills in"),
    Finding("LW093", "unknown-meter", "an example says that something was used which no meter counts"),
    Finding("LW094", "missing-parameter", "an example leaves a parameter of its action open"),
)

"""Every finding, by code."""

FINDINGS: dict[str, Finding] = {each.name: each for each in CATALOGUE}
"""Every finding by its kebab name."""
