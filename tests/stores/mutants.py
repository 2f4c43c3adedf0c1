"""What would go wrong if one line of a store were wrong? Defects made by hand that the tests must find.

Each is one change to one file of the room, with what it breaks in a sentence. The list was written before the tests
were tuned to it; `bench/store_mutants.py` makes each defect in memory and runs the tests of the stores.
"""

from __future__ import annotations

from typing import NamedTuple


class Mutant(NamedTuple):
    """One defect: in `file`, `original` (which stands there once) becomes `replacement`."""

    file: str
    original: str
    replacement: str
    breaks: str


MUTANTS = (
    # sqlite/quick.py: an ordinary decision
    Mutant(
        "sqlite/quick.py", "+ charge.amount > charge.cap", "> charge.cap", "what is asked for is not counted"
    ),
    Mutant(
        "sqlite/quick.py",
        "+ charge.amount > charge.cap",
        "+ charge.amount >= charge.cap",
        "the last unit stays",
    ),
    Mutant(
        "sqlite/quick.py",
        "            return False\n    return True",
        "            continue\n        return True\n    return False",
        "one meter with room is enough",
    ),
    Mutant(
        "sqlite/quick.py",
        "if chain.rolling and any(chain.due(at)):",
        "if False:",
        "what left its window still counts",
    ),
    Mutant(
        "sqlite/quick.py",
        "if state.is_carried(meter.scope, meter.subject):",
        "if False:",
        "a carried subject is charged on its own meter",
    ),
    Mutant(
        "sqlite/quick.py",
        "if len({charge.meter for charge in charges}) != len(charges):",
        "if False:",
        "two charges on one meter are checked one by one",
    ),
    Mutant(
        "sqlite/quick.py",
        "if versions and versions[-1].cap != charge.cap:",
        "if False:",
        "a cap that has changed is not written down",
    ),
    Mutant(
        "sqlite/quick.py",
        "if chain.last is not None and chain.last > when:",
        "if False:",
        "a clock that goes backward breaks the chain",
    ),
    Mutant(
        "sqlite/quick.py",
        'last, kind = asked.at, "hold" if proposal.hold else "post"',
        'last, kind = asked.at, "post"',
        "a hold is posted",
    ),
    Mutant(
        "sqlite/quick.py",
        "        chain.standing[seq] = amount\n",
        "        pass\n",
        "what was taken does not stand",
    ),
    Mutant(
        "sqlite/quick.py",
        "            insort(chain.rolling, (when, seq))",
        "            pass",
        "a use never leaves its window",
    ),
    Mutant(
        "sqlite/quick.py",
        "        last = max(last, at)\n",
        "",
        "the time of a decision is the clock's, not its meters'",
    ),
    # loaded.py: what is read when it is needed
    Mutant(
        "loaded.py",
        "self.balance, self.last = tail.balance, tail.last",
        "self.last = tail.last",
        "a meter begins anew",
    ),
    Mutant(
        "loaded.py",
        "            self.standing.update({use: standing for use, (_, standing) in known.items()})\n",
        "",
        "what stands on a rolling meter is not read",
    ),
    Mutant(
        "loaded.py",
        "        self[seq] = 0\n        return before",
        "        return before",
        "a use is given back twice",
    ),
    Mutant(
        "loaded.py",
        "then=until)) is not None",
        "then=None)) is not None",
        "who is carried now was always carried",
    ),
    Mutant(
        "loaded.py",
        "self._into = self._carried if last else {}",
        "self._into = {}",
        "who was carried before the file was opened is not known",
    ),
    Mutant(
        "loaded.py",
        "        self._known[key] = None\n",
        "        self._known.pop(key, None)\n",
        "a carry back has to be read before it is written",
    ),
    Mutant(
        "loaded.py",
        "if not versions or versions[-1].version < entry.cap_version:",
        "if not versions:",
        "a new cap is not noticed",
    ),
    # source.py: the questions
    Mutant(
        "source.py",
        "and seq = ? and origin is null",
        "and seq = ? and origin = 0",
        "what was never given back in part does not stand",
    ),
    Mutant(
        "source.py",
        "low, high = (middle, high) if at <= until",
        "low, high = (middle, high) if at < until",
        "what was at that very instant is left out",
    ),
    Mutant(
        "source.py",
        "known.setdefault(use, (effective, standing))",
        "known[use] = (effective, standing)",
        "what was given back of a use stands again",
    ),
    Mutant(
        "source.py", "while at > since:", "while False:", "what stands on a rolling meter is not looked for"
    ),
    Mutant(
        "source.py",
        "and seq <= ? and effective > ?",
        "and seq <= ? and ? is not null",
        "the past counts only that something left its window",
    ),
    Mutant(
        "rows.py",
        "return (at - _EPOCH) // _MICROSECOND",
        "return (at - _EPOCH) // _MICROSECOND // 1000 * 1000",
        "instants lose their microseconds",
    ),
    Mutant(
        "rows.py",
        "            leaving = entry\n            continue",
        "            ordered.append((entry, None))\n            continue",
        "what is carried leaves before it arrives",
    ),
    Mutant("rows.py", "undone=bool(row[10]),", "undone=False,", "what was undone can be undone again"),
    Mutant("rows.py", "reversals=reversals,", "", "a reversal with a key happens twice"),
    # kept.py: records
    Mutant(
        "kept.py",
        "order by r.at desc, r.decision desc",
        "order by r.at desc",
        "pages overlap where instants are the same",
    ),
    Mutant(
        "kept.py",
        '"(r.at, r.decision) < (?, ?)"',
        '"(r.at, r.decision) <= (?, ?)"',
        "each page begins with the last of the one before",
    ),
    Mutant("kept.py", '"r.at < ?"', '"r.at <= ?"', "the end of a search is included"),
    Mutant(
        "kept.py",
        "where seq > ? order by seq limit",
        "where seq >= ? order by seq limit",
        "audit lines are read twice",
    ),
    # sqlite/pending.py, sqlite/store.py: what is written
    Mutant(
        "sqlite/pending.py",
        "return decision in self.absent or decision not in self.state.takings",
        "return True",
        "an id that comes twice is not known",
    ),
    Mutant(
        "sqlite/pending.py",
        "                self.absent.discard(taking.id)\n",
        "",
        "an id that comes twice in a group is not known",
    ),
    Mutant(
        "sqlite/pending.py",
        '        self.rows["answered"].append((decision,))\n',
        "",
        "what was answered is still awaited",
    ),
    Mutant(
        "sqlite/store.py",
        "            if not pending.is_answered(decision):\n",
        "            if True:\n",
        "a second answer is tried",
    ),
    Mutant(
        "sqlite/store.py",
        'for effect in record.effects if state != "refused" else ():',
        "for effect in record.effects:",
        "a coupon is sent for what was refused",
    ),
    Mutant(
        "sqlite/store.py",
        "and coalesce(leased_until, 0) <= ?",
        "and ? is not null",
        "two deliver the same effect",
    ),
    Mutant(
        "operating.py",
        "return self._clock.settle(at) if self._clock else at",
        "return at",
        "a clock that jumps is written down",
    ),
    # sqlite/writer.py, sqlite/file.py: one writer
    Mutant(
        "sqlite/writer.py",
        '                self._check_file()\n                self._connection.execute("commit")',
        '                self._connection.execute("rollback")',
        "what is told is never written",
    ),
    Mutant(
        "sqlite/writer.py",
        "            self._pending = None\n        finally",
        "            pass\n        finally",
        "after a failure balances count what was not written",
    ),
    Mutant(
        "sqlite/writer.py",
        "        if refused is not None and len(group) > 1:",
        "        if False:",
        "one at fault makes all of its group fail",
    ),
    Mutant(
        "sqlite/writer.py",
        "now.st_ino) != (self._file.st_dev, self._file.st_ino)",
        "now.st_ino) != (now.st_dev, now.st_ino)",
        "decisions go into a file that is gone",
    ),
    Mutant(
        "sqlite/file.py",
        "fcntl.LOCK_EX | fcntl.LOCK_NB",
        "fcntl.LOCK_SH | fcntl.LOCK_NB",
        "two processes own a file",
    ),
    Mutant("sqlite/file.py", "if done > len(steps):", "if False:", "an older program writes a newer file"),
    Mutant(
        "sqlite/file.py",
        "if tables and application != APPLICATION_ID:",
        "if False:",
        "a file of something else is taken over",
    ),
    # remote: over the socket
    Mutant(
        "remote/client.py",
        "if not again or time.monotonic() > until:",
        "if time.monotonic() > until:",
        "a reversal is done twice",
    ),
    Mutant(
        "remote/client.py",
        "if not again or time.monotonic() > until:",
        "if True:",
        "a lost answer is not asked for again",
    ),
    Mutant("remote/server.py", "path.chmod(0o600)", "path.chmod(0o666)", "other users may decide"),
    Mutant(
        "remote/server.py", "if name in READS | CHANGES:", "if True:", "anything of the store can be called"
    ),
    # together.py: callers that share ways
    Mutant(
        "together.py", "min(len(self._waiting), self._most - 1)", "len(self._waiting)", "a group without end"
    ),
    Mutant(
        "together.py",
        "min(len(self._waiting), self._most - 1)",
        "min(len(self._waiting), self._most)",
        "a group of one too many",
    ),
    Mutant("together.py", "self._waiting.popleft() for _", "self._waiting.pop() for _", "the last comes first"),
    Mutant("together.py", "leads = self._free > 0", "leads = True", "everybody goes at once"),
    Mutant("together.py", "leads = self._free > 0", "leads = self._free > 1", "the last way is never used"),
    Mutant("together.py", "                self._free -= 1", "                pass", "a way is used twice"),
    Mutant("together.py", "                self._free += 1", "                pass", "a way is lost"),
    Mutant(
        "together.py",
        "self._waiting.popleft().turn.release()",
        "self._waiting.popleft()",
        "whoever should lead never hears of it",
    ),
    Mutant(
        "together.py",
        "if isinstance(mine.told, BaseException):",
        "if False:",
        "a problem is handed out as if it were a receipt",
    ),
    Mutant(
        "together.py",
        "            told = [problem] * len(group)",
        "            raise",
        "a way that breaks leaves those behind it waiting",
    ),
    Mutant(
        "together.py",
        "zip(group, told, strict=True)",
        "zip(group, reversed(told), strict=True)",
        "another's is told",
    ),
    Mutant(
        "together.py",
        "each.told, each.is_done = became, True",
        "each.told, each.is_done = became, False",
        "what is done is done once more",
    ),
    Mutant(
        "together.py",
        "return store.commit(asked.proposal, record=asked.record)",
        "return None",
        "nothing is decided",
    ),
    Mutant(
        "together.py",
        "    except LedgerError as problem:\n        return problem",
        "    finally:\n        pass",
        "one",
    ),
    # the guards of the file itself
    Mutant(
        "sqlite/migrations/0002_guards.sql",
        "(cap is null or new.after <= cap)",
        "(cap is null or new.before <= cap)",
        "the file takes a spend over the cap",
    ),
    Mutant(
        "sqlite/migrations/0002_guards.sql",
        "where seq = new.seq - 1 and after = new.before and at <= new.at)",
        "where seq = new.seq - 1 and after = new.before)",
        "the file lets time run backward",
    ),
    Mutant(
        "sqlite/migrations/0002_guards.sql",
        "when 'roll' then first.effective + meter.length_us <= new.at",
        "when 'roll' then first.effective <= new.at",
        "the file lets a use leave its window early",
    ),
    Mutant(
        "sqlite/migrations/0002_guards.sql",
        "when new.kind = 'void' then state = 'voided'",
        "when new.kind = 'void' then 1",
        "the file voids what is still held",
    ),
    Mutant(
        "sqlite/migrations/0002_guards.sql",
        "and arrived.delta = -new.delta and",
        "and",
        "the file loses a part of what is carried",
    ),
    Mutant(
        "sqlite/migrations/0001_ledger.sql",
        "then origin is null and delta >= 0 and standing = delta and effective = at\n      and cap_version is not null and counterpart is null and counterpart_seq is null\n    when 'post'",
        "then origin is null\n    when 'post'",
        "the file takes a hold of any form",
    ),
    Mutant(
        "sqlite/migrations/0001_ledger.sql",
        "after = before + delta and after >= 0",
        "after >= 0",
        "the file takes a sum that is wrong",
    ),
)
