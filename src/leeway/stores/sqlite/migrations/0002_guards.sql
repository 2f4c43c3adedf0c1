-- What the database refuses, whatever the program does. A row that replaces another is refused before it is written,
-- because SQLite does not call the triggers of a deletion then.

create trigger decision_begins before insert on decision
when new.state not in ('posted', 'held', 'refused') or new.reversed_minor <> 0 or new.undone <> 0
  or exists (select 1 from decision where id = new.id)
begin select raise(abort, 'leeway: a decision begins once, as posted, held or refused'); end;

create trigger decision_goes_on before update on decision
when new.id is not old.id or new.request_hash is not old.request_hash or new.at is not old.at
  or new.chosen is not old.chosen or new.actor is not old.actor or new.terms is not old.terms
  or new.cost_minor is not old.cost_minor or new.reversed_minor < old.reversed_minor or new.undone < old.undone
  or not (new.state = old.state
    or (old.state = 'held' and new.state in ('posted', 'voided'))
    or (old.state = 'voided' and new.state = 'posted'))
  or (new.reversed_minor > old.reversed_minor and old.state <> 'posted')
begin select raise(abort, 'leeway: a decision cannot change in this way'); end;

create trigger decision_stays before delete on decision
begin select raise(abort, 'leeway: a decision stays'); end;

create trigger meter_begins before insert on meter
when exists (select 1 from meter where id = new.id)
  or exists (select 1 from meter where subject = new.subject and scope = new.scope and clause = new.clause
    and measure = new.measure and window_kind = new.window_kind
    and coalesce(starts, -100000000000000000) = coalesce(new.starts, -100000000000000000))
begin select raise(abort, 'leeway: this meter is there already'); end;
create trigger meter_unchanged before update on meter
begin select raise(abort, 'leeway: a meter is never changed'); end;
create trigger meter_stays before delete on meter
begin select raise(abort, 'leeway: a meter stays'); end;

create trigger cap_follows before insert on cap
when not exists (select 1 from meter where id = new.meter)
  or new.version <> 1 + coalesce((select version from cap
    where meter = new.meter and authority = new.authority order by version desc limit 1), 0)
  or new.seq <= coalesce((select seq from entry where meter = new.meter order by seq desc limit 1), 0)
  or new.seq <= (select seq from cap
    where meter = new.meter and authority = new.authority order by version desc limit 1)
  or new.since < (select at from entry where meter = new.meter order by seq desc limit 1)
begin select raise(abort, 'leeway: a cap is the next version, brought by an entry to come'); end;
create trigger cap_unchanged before update on cap
begin select raise(abort, 'leeway: a version of a cap is never changed'); end;
create trigger cap_stays before delete on cap
begin select raise(abort, 'leeway: a version of a cap stays'); end;

create trigger entry_first before insert on entry
when new.seq = 1 and (exists (select 1 from entry where meter = new.meter)
  or not exists (select 1 from meter where id = new.meter))
begin select raise(abort, 'leeway: an entry does not continue its chain'); end;

create trigger entry_follows before insert on entry
when new.seq <> 1 and not exists (
  select 1 from (select seq, after, at from entry where meter = new.meter order by seq desc limit 1)
  where seq = new.seq - 1 and after = new.before and at <= new.at)
begin select raise(abort, 'leeway: an entry does not continue its chain'); end;

create trigger entry_of_its_decision before insert on entry
when not exists (select 1 from decision where id = new.decision and case
  when new.kind = 'hold' then state = 'held'
  when new.kind = 'void' then state = 'voided'
  when new.kind in ('post', 'force', 'reverse') then state = 'posted'
  when new.kind = 'recap' then state in ('posted', 'held')
  else state <> 'refused' end)
begin select raise(abort, 'leeway: the decision is not in a state for this entry'); end;

create trigger entry_under_its_cap before insert on entry
when new.kind in ('post', 'hold') and new.origin is null and not exists (
  select 1 from (select version, cap, seq from cap
    where meter = new.meter and authority = new.authority and seq <= new.seq
    order by version desc limit 1) as newest
  where version = new.cap_version and (cap is null or new.after <= cap) and (
    (newest.seq = new.seq and version = 1)
    or exists (select 1 from entry where meter = new.meter and seq = newest.seq and seq < new.seq
      and authority = new.authority and cap_version = new.cap_version)))
begin select raise(abort, 'leeway: over the cap, or not under the cap in force'); end;

create trigger entry_brings_its_cap before insert on entry
when new.kind = 'recap' and not exists (select 1 from cap
  where meter = new.meter and authority = new.authority and version = new.cap_version and seq = new.seq
    and since = new.at and new.cap_version > 1)
begin select raise(abort, 'leeway: brings no new version of the cap'); end;

create trigger entry_of_its_origin before insert on entry
when new.origin is not null and not exists (
  select 1 from entry as first join meter on meter.id = first.meter
  where first.meter = new.meter and first.seq = new.origin and first.origin is null
    and first.kind in ('post', 'hold', 'carry', 'force')
    and first.decision = new.decision and first.effective = new.effective
    and new.standing = new.delta + coalesce((select last.standing from entry as last
      where last.meter = new.meter and last.origin = new.origin order by last.seq desc limit 1), first.standing)
    and case new.kind
      when 'void' then first.kind in ('hold', 'carry') and not exists (select 1 from entry as executed
        where executed.meter = new.meter and executed.origin = new.origin and executed.kind = 'post')
      when 'post' then first.kind in ('hold', 'carry')
      when 'roll' then first.effective + meter.length_us <= new.at
      else 1 end)
begin select raise(abort, 'leeway: gives back what does not stand, or not of its origin'); end;

create trigger entry_forced before insert on entry
when new.kind = 'force' and not exists (select 1 from meter
  join decision on decision.id = new.decision
  where (decision.actor = meter.subject
      or exists (select 1 from carried where scope = 'actor' and into_subject = meter.subject))
    and meter.id = new.meter and meter.clause = 'told afterwards' and meter.scope = 'actor'
    and meter.window_kind = 'life')
begin select raise(abort, 'leeway: forced on a meter with limits'); end;

create trigger entry_carried_away before insert on entry
when new.kind = 'carry' and new.origin is not null and not exists (
  select 1 from entry as arrived
  join meter as giver on giver.id = new.meter
  join meter as taker on taker.id = new.counterpart
  where arrived.meter = new.counterpart and arrived.seq = new.counterpart_seq
    and arrived.kind = 'carry' and arrived.origin is null and arrived.counterpart = new.meter
    and arrived.delta = -new.delta and arrived.decision = new.decision
    and arrived.effective = new.effective and arrived.at = new.at
    and (giver.scope, giver.clause, giver.measure, giver.window_kind, coalesce(giver.starts, 0))
      = (taker.scope, taker.clause, taker.measure, taker.window_kind, coalesce(taker.starts, 0))
    and exists (select 1 from carried where seq = (select max(seq) from carried)
      and scope = giver.scope and at = new.at))
begin select raise(abort, 'leeway: carried away without arriving'); end;

create trigger entry_unchanged before update on entry
begin select raise(abort, 'leeway: an entry is never changed'); end;
create trigger entry_stays before delete on entry
begin select raise(abort, 'leeway: an entry stays'); end;

create trigger carried_follows before insert on carried
when new.seq <> 1 + coalesce((select max(seq) from carried), 0)
  or new.at < (select at from carried order by seq desc limit 1)
begin select raise(abort, 'leeway: what is carried follows the last one'); end;
create trigger carried_unchanged before update on carried
begin select raise(abort, 'leeway: what was carried is never changed'); end;
create trigger carried_stays before delete on carried
begin select raise(abort, 'leeway: what was carried stays'); end;

create trigger switch_follows before insert on switch
when new.seq <> 1 + coalesce((select max(seq) from switch), 0)
  or new.at < (select at from switch order by seq desc limit 1)
begin select raise(abort, 'leeway: a switch follows the last one'); end;
create trigger switch_unchanged before update on switch
begin select raise(abort, 'leeway: a switch is never changed'); end;
create trigger switch_stays before delete on switch
begin select raise(abort, 'leeway: a switch stays'); end;

create trigger audit_follows before insert on audit
when new.seq <> 1 + coalesce((select max(seq) from audit), 0)
begin select raise(abort, 'leeway: a line of the audit trail follows the last one'); end;
create trigger audit_unchanged before update on audit
begin select raise(abort, 'leeway: a line of the audit trail is never changed'); end;
create trigger audit_stays before delete on audit
begin select raise(abort, 'leeway: a line of the audit trail stays'); end;

create trigger record_begins before insert on record
when exists (select 1 from record where decision = new.decision)
  or not exists (select 1 from decision where id = new.decision)
begin select raise(abort, 'leeway: a decision has one record'); end;
create trigger record_unchanged before update on record
begin select raise(abort, 'leeway: a record is never changed'); end;
create trigger record_stays before delete on record
begin select raise(abort, 'leeway: a record stays'); end;

create trigger answer_begins before insert on answer
when exists (select 1 from answer where decision = new.decision)
  or not exists (select 1 from record where decision = new.decision)
begin select raise(abort, 'leeway: a decision has one answer, beside its record'); end;
create trigger answer_unchanged before update on answer
begin select raise(abort, 'leeway: an answer is never changed'); end;
create trigger answer_stays before delete on answer
begin select raise(abort, 'leeway: an answer stays'); end;

create trigger outbox_begins before insert on outbox
when exists (select 1 from outbox where key = new.key)
  or not exists (select 1 from decision where id = new.decision)
begin select raise(abort, 'leeway: an effect is sent out once'); end;
create trigger outbox_goes_on before update on outbox
when new.key is not old.key or new.decision is not old.decision or new.kind is not old.kind
  or new.body is not old.body or new.given_at is not old.given_at or (old.delivered_at is not null and new.delivered_at is not old.delivered_at)
begin select raise(abort, 'leeway: an effect cannot change in this way'); end;
create trigger outbox_stays before delete on outbox
begin select raise(abort, 'leeway: an effect stays'); end;
