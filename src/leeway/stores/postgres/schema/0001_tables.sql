-- What is kept: meters with their chains of entries, decisions and their records, the audit trail, the outbox, who counts
-- as whom, what is stopped.
--
-- Instants are microseconds since 1970 in UTC. Rows of entry, cap, record, answer, audit, carried and switch are written
-- once and never changed (0002 refuses it). meter holds the running state of its chain and is kept by the guard of entry
-- alone. All texts compare by code point, as the program does: the order in which meters are locked depends on it.

CREATE TABLE meter (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    clause      text COLLATE "C" NOT NULL,
    measure     text COLLATE "C" NOT NULL,
    scope       text COLLATE "C" NOT NULL,
    window_kind text COLLATE "C" NOT NULL,
    subject     text COLLATE "C" NOT NULL,
    starts      bigint,            -- null: the window does not begin at an instant
    length_us   bigint,            -- of a rolling window; set by the guard
    seq         bigint NOT NULL DEFAULT 0,
    balance     bigint NOT NULL DEFAULT 0 CHECK (balance >= 0),
    last        bigint,            -- the instant of the last entry
    swept       bigint NOT NULL DEFAULT -100000000000000000,  -- what left the window until then has been rolled out
    swept_before bigint,           -- that of the entry before, for the guard
    authority   text COLLATE "C",  -- of the last spend, with the version of its cap and the cap itself
    cap_version int,
    cap         bigint,
    locks       boolean NOT NULL DEFAULT true  -- means nothing: whoever locks a row must be able to update a column
) WITH (fillfactor = 50);
CREATE UNIQUE INDEX meter_key ON meter
    (subject, scope, clause, measure, window_kind, coalesce(starts, -100000000000000000));

CREATE TABLE cap (
    meter     bigint NOT NULL REFERENCES meter,
    authority text COLLATE "C" NOT NULL,
    version   int NOT NULL CHECK (version >= 1),
    cap       bigint CHECK (cap >= 0),  -- null: no ceiling
    since     bigint NOT NULL,
    seq       bigint NOT NULL,          -- the first entry under it
    PRIMARY KEY (meter, authority, version)
);

CREATE TABLE decision (
    id             text COLLATE "C" PRIMARY KEY CHECK (id <> ''),
    request_hash   text NOT NULL,
    state          text NOT NULL CHECK (state IN ('posted', 'held', 'voided', 'refused')),
    at             bigint NOT NULL,
    chosen         int CHECK (chosen >= 0),
    actor          text NOT NULL,
    terms          text NOT NULL,   -- meters spoken of, balances before, charges, as JSON
    shares         text NOT NULL,   -- what was taken from which meter and what of it is kept, as JSON
    cost_minor     bigint NOT NULL CHECK (cost_minor >= 0),
    reversed_minor bigint NOT NULL DEFAULT 0 CHECK (reversed_minor BETWEEN 0 AND cost_minor),
    undone         smallint NOT NULL DEFAULT 0,
    reversals      text NOT NULL DEFAULT '{}',
    CONSTRAINT whole_when_undone CHECK (undone = 0 OR undone = 1 AND reversed_minor = cost_minor),
    CONSTRAINT refused_takes_nothing CHECK (CASE state WHEN 'refused' THEN chosen IS NULL AND shares = '[]'
                                            ELSE chosen IS NOT NULL END)
) WITH (fillfactor = 80);
CREATE INDEX decision_not_posted ON decision (state, at, id) WHERE state <> 'posted';

CREATE TABLE entry (
    meter           bigint NOT NULL,
    seq             bigint NOT NULL,
    previous        bigint,
    before          bigint NOT NULL,
    delta           bigint NOT NULL,
    after           bigint NOT NULL,
    kind            text NOT NULL,
    at              bigint NOT NULL,
    effective       bigint NOT NULL,
    decision        text COLLATE "C" NOT NULL,  -- the guard looks it up, and in which state it is
    origin          bigint,
    standing        bigint NOT NULL,
    counterpart     bigint,
    counterpart_seq bigint,
    authority       text COLLATE "C",
    cap_version     int,
    cap             bigint,  -- that of the version, beside it: so the limit is checked within the row
    leaves          bigint,  -- when this use leaves the rolling window; set by the guard
    PRIMARY KEY (meter, seq),
    UNIQUE (meter, seq, after),
    FOREIGN KEY (meter, previous, before) REFERENCES entry (meter, seq, after),
    CONSTRAINT chain_link CHECK (CASE seq WHEN 1 THEN previous IS NULL AND before = 0
                                 ELSE previous IS NOT NULL AND previous = seq - 1 END),
    CONSTRAINT adds_up CHECK (after = before + delta AND after >= 0 AND standing >= 0),
    CONSTRAINT never_over_the_cap CHECK (after <= cap OR cap IS NULL OR kind = 'recap')
);
CREATE INDEX entry_leaves ON entry (meter, leaves) WHERE leaves IS NOT NULL;
CREATE INDEX entry_origin ON entry (meter, origin, seq) WHERE origin IS NOT NULL;
CREATE UNIQUE INDEX entry_counterpart ON entry (counterpart, counterpart_seq) WHERE counterpart_seq IS NOT NULL;

CREATE TABLE record (
    decision     text COLLATE "C" PRIMARY KEY REFERENCES decision,
    at           bigint NOT NULL,
    action       text COLLATE "C" NOT NULL,
    actor        text COLLATE "C" NOT NULL,
    authority    text NOT NULL,
    site         text COLLATE "C" NOT NULL,
    case_id      text COLLATE "C" NOT NULL,
    mode         text COLLATE "C" NOT NULL,
    book         text NOT NULL,
    engine       text NOT NULL,
    tzdata       text NOT NULL,
    request      text NOT NULL,
    customer     text COLLATE "C",
    on_behalf_of text,
    approver     text,
    follows      text COLLATE "C"
);
CREATE INDEX record_at ON record (at, decision);
CREATE INDEX record_site ON record (site, at, decision);
CREATE INDEX record_actor ON record (actor, at, decision);
CREATE INDEX record_customer ON record (customer, at, decision) WHERE customer IS NOT NULL;
CREATE INDEX record_case ON record (case_id, at, decision);
CREATE INDEX record_follows ON record (follows, at, decision) WHERE follows IS NOT NULL;

CREATE TABLE answer (
    decision     text COLLATE "C" PRIMARY KEY REFERENCES record,
    at           bigint NOT NULL,
    outcome      text COLLATE "C" NOT NULL,
    answer       text NOT NULL,
    clause       text COLLATE "C",
    amount_minor bigint,
    cost_minor   bigint NOT NULL,
    review       smallint NOT NULL CHECK (review IN (0, 1))
);
CREATE INDEX answer_review ON answer (at, decision) WHERE review = 1;
CREATE INDEX answer_clause ON answer (clause, at, decision) WHERE clause IS NOT NULL;

CREATE TABLE unanswered (  -- a list of what is still to do, not history
    decision text COLLATE "C" PRIMARY KEY,
    at       bigint NOT NULL
);
CREATE INDEX unanswered_at ON unanswered (at, decision);

CREATE TABLE audit (
    seq      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       bigint NOT NULL,
    what     text NOT NULL,
    decision text COLLATE "C",
    made_by  text,
    body     text NOT NULL
);

CREATE TABLE outbox (
    key          text COLLATE "C" PRIMARY KEY CHECK (key <> ''),
    decision     text COLLATE "C" NOT NULL REFERENCES decision,
    kind         text NOT NULL,
    body         text NOT NULL,
    due_at       bigint NOT NULL,
    given_at     bigint,  -- as the one who asked gave it
    leased_until bigint,
    delivered_at bigint
) WITH (fillfactor = 80);
CREATE INDEX outbox_decision ON outbox (decision);
CREATE INDEX outbox_due ON outbox (due_at, key) WHERE delivered_at IS NULL;

CREATE TABLE carried (
    seq          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scope        text COLLATE "C" NOT NULL CHECK (scope IN ('case', 'customer', 'actor', 'site', 'network')),
    subject      text COLLATE "C" NOT NULL,
    into_subject text COLLATE "C" CHECK (into_subject <> subject),  -- null: counts on its own meters again
    at           bigint NOT NULL
);
CREATE INDEX carried_subject ON carried (scope, subject, seq);

CREATE TABLE switch (
    seq       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name      text NOT NULL CHECK (name <> ''),
    is_on     smallint NOT NULL CHECK (is_on IN (0, 1)),
    authority text NOT NULL CHECK (authority <> ''),
    site      text,
    at        bigint NOT NULL,
    made_by   text NOT NULL
);
