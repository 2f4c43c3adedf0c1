-- The ledger, and what is kept beside each decision. Instants are microseconds since 1970 in UTC.
-- Triggers instead of foreign keys where a limit depends on it: SQLite checks foreign keys only where a connection asks.

create table meter (
  id integer primary key,
  clause text not null,
  measure text not null check (measure in ('cost', 'count')),
  scope text not null check (scope in ('case', 'customer', 'actor', 'site', 'network')),
  window_kind text not null,
  subject text not null,
  starts integer,
  length_us integer generated always as
    (case when window_kind like 'rolling %' then cast(substr(window_kind, 9) as integer) * 3600000000 end) virtual,
  check (length_us is null or (length_us > 0 and starts is null)),
  check (window_kind in ('life', 'day', 'week', 'month', 'quarter', 'year') or length_us is not null),
  check ((window_kind in ('day', 'week', 'month', 'quarter', 'year')) = (starts is not null))
) strict;
create unique index meter_key on meter
  (subject, scope, clause, measure, window_kind, coalesce(starts, -100000000000000000));

create table decision (
  id text primary key check (id <> ''),
  request_hash text not null,
  state text not null check (state in ('posted', 'held', 'voided', 'refused')),
  at integer not null,
  chosen integer,
  actor text not null,
  terms text not null check (json_valid(terms)),
  shares text not null check (json_valid(shares)),
  cost_minor integer not null check (cost_minor >= 0),
  reversed_minor integer not null check (reversed_minor between 0 and cost_minor),
  undone integer not null check (undone in (0, 1)),
  reversals text not null check (json_valid(reversals)),
  check (undone = 0 or reversed_minor = cost_minor),
  check ((state = 'refused') = (chosen is null)),
  check (state <> 'refused' or shares = '[]')
) strict;
create index decision_not_posted on decision (state, at, id) where state <> 'posted';

create table cap (
  meter integer not null references meter (id),
  authority text not null,
  version integer not null,
  cap integer check (cap >= 0),
  since integer not null,
  seq integer not null,
  primary key (meter, authority, version)
) strict, without rowid;

create table entry (
  meter integer not null references meter (id),
  seq integer not null,
  previous integer,
  before integer not null,
  delta integer not null,
  after integer not null,
  kind text not null,
  at integer not null,
  effective integer not null,
  decision text not null references decision (id),
  origin integer,
  standing integer not null,
  counterpart integer references meter (id),
  counterpart_seq integer,
  authority text,
  cap_version integer,
  primary key (meter, seq),
  constraint chain_link check
    ((seq = 1 and previous is null and before = 0) or (seq > 1 and previous is not null and previous = seq - 1)),
  constraint adds_up check (after = before + delta and after >= 0 and standing >= 0),
  constraint not_from_the_future check (effective <= at),
  constraint cap_named_whole check ((authority is null) = (cap_version is null)),
  constraint form_of_its_kind check (case kind
    when 'hold' then origin is null and delta >= 0 and standing = delta and effective = at
      and cap_version is not null and counterpart is null and counterpart_seq is null
    when 'post' then counterpart is null and counterpart_seq is null and (
      (origin is null and delta >= 0 and standing = delta and effective = at and cap_version is not null)
      or (origin is not null and delta = 0 and cap_version is null))
    when 'recap' then origin is null and delta = 0 and standing = 0 and effective = at
      and cap_version is not null and counterpart is null and counterpart_seq is null
    when 'force' then origin is null and delta > 0 and standing = delta and effective = at
      and cap_version is null and counterpart is null and counterpart_seq is null
    when 'void' then origin is not null and delta < 0 and cap_version is null
      and counterpart is null and counterpart_seq is null
    when 'reverse' then origin is not null and delta < 0 and cap_version is null
      and counterpart is null and counterpart_seq is null
    when 'roll' then origin is not null and delta < 0 and standing = 0 and cap_version is null
      and counterpart is null and counterpart_seq is null
    when 'carry' then counterpart is not null and counterpart <> meter and cap_version is null and (
      (origin is null and delta > 0 and standing = delta and counterpart_seq is null)
      or (origin is not null and delta < 0 and standing = 0 and counterpart_seq is not null))
    else 0 end)
) strict, without rowid;
create index entry_origin on entry (meter, origin, seq) where origin is not null;
create unique index entry_counterpart on entry (counterpart, counterpart_seq) where counterpart_seq is not null;

create table carried (
  seq integer primary key,
  scope text not null check (scope in ('case', 'customer', 'actor', 'site', 'network')),
  subject text not null,
  into_subject text check (into_subject <> subject),
  at integer not null
) strict;
create index carried_subject on carried (scope, subject, seq);

create table switch (
  seq integer primary key,
  name text not null check (name <> ''),
  is_on integer not null check (is_on in (0, 1)),
  authority text not null check (authority <> ''),
  site text,
  at integer not null,
  made_by text not null
) strict;

create table audit (
  seq integer primary key,
  at integer not null,
  what text not null,
  decision text,
  made_by text,
  body text not null check (json_valid(body))
) strict;
create index audit_decision on audit (decision) where decision is not null;

create table record (
  decision text primary key references decision (id),
  at integer not null,
  action text not null,
  actor text not null,
  authority text not null,
  site text not null,
  case_id text not null,
  mode text not null,
  book text not null,
  engine text not null,
  tzdata text not null,
  request text not null,
  customer text,
  on_behalf_of text,
  approver text,
  follows text
) strict;
create index record_at on record (at, decision);
create index record_site on record (site, at, decision);
create index record_actor on record (actor, at, decision);
create index record_customer on record (customer, at, decision) where customer is not null;
create index record_case on record (case_id, at, decision);
create index record_follows on record (follows, at, decision) where follows is not null;

create table answer (
  decision text primary key references record (decision),
  at integer not null,
  outcome text not null,
  answer text not null,
  clause text,
  amount_minor integer,
  cost_minor integer not null,
  review integer not null check (review in (0, 1))
) strict;
create index answer_review on answer (at, decision) where review = 1;

create table unanswered (
  decision text primary key references record (decision),
  at integer not null
) strict, without rowid;
create index unanswered_at on unanswered (at, decision);

create table outbox (
  key text primary key check (key <> ''),
  decision text not null references decision (id),
  kind text not null,
  body text not null,
  due_at integer not null,
  given_at integer,
  leased_until integer,
  delivered_at integer
) strict;
create index outbox_decision on outbox (decision);
create index outbox_due on outbox (due_at, key) where delivered_at is null;
