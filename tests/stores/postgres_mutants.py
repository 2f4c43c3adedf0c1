"""What would go wrong if one line of the store on PostgreSQL were wrong? Hand-made defects that the tests must find.

Each is one change to one file of `leeway/stores/postgres`, with what it breaks in a sentence. The list was written before
anybody looked which of them are found; `bench/stores_postgres_mutants.py` makes each in a copy of the program.
"""

from __future__ import annotations

from typing import NamedTuple

TABLES, GUARDS, SETTLE, TOGETHER, ROLES = (
    f"schema/{name}.sql" for name in ("0001_tables", "0002_guards", "0003_settle", "0004_together", "roles")
)


class Mutant(NamedTuple):
    """One defect: in `file`, `original` (which stands there once) becomes `replacement`."""

    file: str
    original: str
    replacement: str
    breaks: str


MUTANTS = (
    # what the database refuses
    Mutant(TABLES, "CHECK (after <= cap OR", "CHECK (after <= cap + 1 OR", "a limit is overspent by one"),
    Mutant(TABLES, "after = before + delta AND", "", "a sum need not add up"),
    Mutant(GUARDS, "AND coalesce(last <= NEW.at, true)", "", "time runs backward"),
    Mutant(GUARDS, "NEW.delta < 0 OR NEW.standing <> NEW.delta", "NEW.delta < 0", "a use stands for more"),
    Mutant(GUARDS, "NEW.effective <> NEW.at", "NEW.effective > NEW.at", "a use counts from the past"),
    Mutant(GUARDS, "OR NEW.cap IS DISTINCT FROM cap_", "", "a version has another ceiling"),
    Mutant(
        GUARDS, "IF NEW.cap_version <> coalesce(version_, 0) + 1", "IF false", "a version of a cap is left out"
    ),
    Mutant(
        GUARDS,
        "ELSIF new_.standing <> coalesce(stood, o.standing) + new_.delta",
        "ELSIF false",
        "more is given back than stands",
    ),
    Mutant(
        GUARDS, "coalesce(o.leaves > new_.at, true)", "coalesce(o.leaves > new_.at, false)", "anything rolls"
    ),
    Mutant(
        GUARDS, "coalesce(o.leaves > new_.at, true)", "coalesce(o.leaves > new_.at + 1, true)", "rolls early"
    ),
    Mutant(
        GUARDS,
        "IS DISTINCT FROM (new_.decision, new_.effective)",
        "IS DISTINCT FROM (new_.decision, o.effective)",
        "a release has a time of its own",
    ),
    Mutant(GUARDS, "WHEN 'hold' THEN state_ = 'held'", "WHEN 'hold' THEN true", "what was posted is held"),
    Mutant(GUARDS, "ELSE state_ = 'posted' END", "ELSE state_ <> 'refused' END", "what is held is spent"),
    Mutant(GUARDS, "IF pg_trigger_depth() < 2", "IF pg_trigger_depth() < 1", "a meter is set by hand"),
    Mutant(GUARDS, "AND clause_ <> 'told afterwards'", "AND false", "an excess on a meter with limits"),
    Mutant(GUARDS, "current_user <> 'leeway_force' AND", "false AND", "anybody forces"),
    Mutant(GUARDS, "NOT IN (('held', 'posted'),", "NOT IN (('posted', 'voided'), ('held', 'posted'),", "voids"),
    Mutant(GUARDS, "NEW.reversed_minor < OLD.reversed_minor OR", "", "a reversal is taken back"),
    Mutant(GUARDS, "NEW.actor, NEW.terms,", "NEW.actor, OLD.terms,", "what was decided is changed"),
    Mutant(
        GUARDS,
        "(e.decision, e.effective, e.delta) = (NEW.decision, NEW.effective, -NEW.delta)",
        "(e.decision, e.effective) = (NEW.decision, NEW.effective)",
        "less arrives than was carried",
    ),
    Mutant(
        GUARDS,
        "IF spends AND EXISTS (SELECT FROM due_on",
        "IF false AND EXISTS (SELECT FROM due_on",
        "unrolled",
    ),
    Mutant(
        GUARDS,
        "(NEW.key, NEW.decision, NEW.kind, NEW.body,",
        "(NEW.key, NEW.decision, NEW.kind, OLD.body,",
        "effect",
    ),
    Mutant(GUARDS, "'meter', 'decision', 'outbox'] LOOP", "'meter', 'decision'] LOOP", "an effect is removed"),
    Mutant(ROLES, "GRANT UPDATE (locks) ON meter", "GRANT UPDATE ON meter", "the program may set a meter"),
    Mutant(
        ROLES, "INSERT (at, what, decision, made_by, body) ON audit", "INSERT ON audit", "a line is slipped in"
    ),
    # what is decided
    Mutant(SETTLE, "used[p] + total <= low", "used[p] + total < low", "the last unit cannot be spent"),
    Mutant(SETTLE, "low := least(low, p_cap[k])", "low := p_cap[k]", "of two caps that meet the last counts"),
    Mutant(
        SETTLE, "total := total + p_amount[k]", "total := p_amount[k]", "charges that meet are checked alone"
    ),
    Mutant(SETTLE, "IF fits OR tells", "IF fits", "what was told is refused"),
    Mutant(SETTLE, "t := greatest(p_at, lasts[p]); amount", "t := p_at; amount", "a clock that goes back"),
    Mutant(SETTLE, "lasts[p] := t; r_at := greatest(r_at, t);", "lasts[p] := t;", "a receipt of another time"),
    Mutant(
        SETTLE, "greatest(p_cap[k] - sums[p], 0)", "(p_cap[k] - sums[p])", "what is told gives something back"
    ),
    Mutant(
        SETTLE, "excess[i] := greatest(excess[i], ", "excess[i] := excess[i] + greatest(0, ", "excess added up"
    ),
    Mutant(
        SETTLE, "ELSIF cap_ IS DISTINCT FROM p_cap[k]", "ELSIF cap_ <> p_cap[k]", "a ceiling lifted unnoticed"
    ),
    Mutant(SETTLE, "SELECT coalesce(sum(stands), 0) INTO", "SELECT 0 INTO", "nothing leaves a rolling window"),
    Mutant(
        SETTLE, "cardinality(p_due) > 0 AND r_chosen IS NOT NULL", "cardinality(p_due) > 0", "refused, yet done"
    ),
    Mutant(SETTLE, "ORDER BY c.seq DESC LIMIT 1", "ORDER BY c.seq LIMIT 1", "who was carried back is not"),
    Mutant(
        SETTLE, "cost := greatest(cost, amount)", "cost := cost + amount", "more can be reversed than it cost"
    ),
    Mutant(SETTLE, "SELECT bool_or(c)", "SELECT bool_and(c)", "a meter both watched and charged is not locked"),
    Mutant(SETTLE, "place[q], o)", "place[q], o DESC)", "charges that meet are taken in another order"),
    # a group in one call
    Mutant(
        TOGETHER, "sums[p_meter[c]] + p_amount[c] <= p_cap[c]", "sums[p_meter[c]] <= p_cap[c]", "not counted"
    ),
    Mutant(TOGETHER, "sums[p_meter[c]] + p_amount[c] <= p_cap[c]", "p_amount[c] <= p_cap[c]", "only its own"),
    Mutant(
        TOGETHER, "fits := fits AND coalesce(", "fits := fits OR coalesce(", "one meter with room is enough"
    ),
    Mutant(
        TOGETHER,
        "CONTINUE WHEN chosen_ IS NOT NULL OR NOT fits",
        "CONTINUE WHEN NOT fits",
        "the last that fits",
    ),
    Mutant(TOGETHER, "odd := p_id[j] = ANY (taken); told", "odd := false; told", "an id is decided twice"),
    Mutant(
        TOGETHER,
        "touched[p] IS NOT NULL OR p = ANY (due)",
        "p = ANY (due)",
        "a rolling meter moves twice unseen",
    ),
    Mutant(
        TOGETHER, "touched[p] IS NOT NULL OR p = ANY (due)", "touched[p] IS NOT NULL", "what left still counts"
    ),
    Mutant(
        TOGETHER, "e.leaves <= greatest(last_at, u.last)", "e.leaves <= u.last", "what leaves now still counts"
    ),
    Mutant(
        TOGETHER,
        "cap_ IS DISTINCT FROM p_cap[k])",
        "cap_ <> p_cap[k])",
        "a ceiling that is lifted goes unnoticed",
    ),
    Mutant(TOGETHER, "t := greatest(p_at[j], lasts[p])", "t := p_at[j]", "a clock that goes back"),
    Mutant(TOGETHER, "at_ := greatest(at_, t); touched", "touched", "a receipt of another time"),
    Mutant(
        TOGETHER, "sums[p] := sums[p] + p_amount[x]; lasts", "lasts", "those after do not see what was taken"
    ),
    Mutant(TOGETHER, "costs := greatest(costs, p_amount[x])", "costs := costs + p_amount[x]", "costs added up"),
    Mutant(TOGETHER, "CONTINUE WHEN odd;", "", "what is odd is settled all the same"),
    Mutant(TOGETHER, "IF EXISTS (SELECT FROM leeway_ledger.carried) THEN", "IF false THEN", "carried subjects"),
    Mutant(TOGETHER, "WHEN p_kind[j] = 'hold' THEN 'held'", "WHEN false THEN 'held'", "what is held is posted"),
    Mutant(TOGETHER, "nullif(p_actor[u.j], '')", "nullif(p_actor[1], '')", "the audit names another"),
    Mutant(TOGETHER, "'[' || substr(told, 2) || ']'", "'[]'", "balances are not told"),
    Mutant(
        TOGETHER,
        "JOIN unnest(d_number, d_at) AS u (j, t) ON u.j = r.n",
        "JOIN unnest(d_number, d_at) AS u (j, t) ON true",
        "records change places",
    ),
    Mutant(
        TOGETHER, "d_chosen[d] := p_number[chosen_]", "d_chosen[d] := chosen_ - 1", "another candidate is told"
    ),
    Mutant(
        TOGETHER,
        "version_ := version_of[p]; cap_ := limit_of[p];",
        "version_ := 1; cap_ := limit_of[p];",
        "version",
    ),
    # the program
    Mutant("settling.py", "if known != proposal.request_hash", "if False", "an id serves another request"),
    Mutant("connections.py", "if unknown or not connection.broken", "if True", "a closed connection is fatal"),
    Mutant("outbox.py", " FOR NO KEY UPDATE SKIP LOCKED", "", "two do the same effect"),
    Mutant("outbox.py", " AND coalesce(leased_until, 0) <= %(now)s", "", "a lease is worth nothing"),
    Mutant(
        "outbox.py",
        "DELETE FROM unanswered u USING kept k WHERE",
        "SELECT FROM unanswered u, kept k WHERE",
        "open",
    ),
    Mutant("migrations.py", "if done > len(STEPS)", "if False", "a newer database is written to"),
    Mutant("migrations.py", 'connection.execute("SELECT pg_advisory_lock(%s)", (LOCK,))', "pass", "made twice"),
    Mutant(
        "changing.py", "if entry.kind is Kind.FORCE", "if False", "a late execution cannot count its excess"
    ),
)
