-- A decision in one call: the locks, what fits, its row, its entries, the record, the outbox and the audit line.
--
-- It does what `ledger.machine.commit` and `tell` do, in the same order. Meters come in the order in which everybody locks
-- them; a charge names its meter by its place in them. Whoever carries subjects takes the other side of the advisory lock,
-- so who counts as whom stands still here.

-- On whose meters a subject's use counts now.
CREATE FUNCTION counts_on(p_scope text, p_subject text) RETURNS text LANGUAGE plpgsql STABLE AS $$
DECLARE following text;
BEGIN
    LOOP
        SELECT c.into_subject INTO following FROM leeway_ledger.carried c
        WHERE c.scope = p_scope AND c.subject = p_subject ORDER BY c.seq DESC LIMIT 1;
        EXIT WHEN following IS NULL;
        p_subject := following;
    END LOOP;
    RETURN p_subject;
END $$;

-- The advisory lock on which those queue who want one hot meter. Who waits for a row waits twice: for the one before in the
-- queue, then for whoever changes the row. Where many wait (a site's or the network's meters) they queue here, are let on
-- at once, and find the row free. Two meters that share a number only wait for each other.
CREATE FUNCTION queue_of(
    p_subject text, p_scope text, p_clause text, p_measure text, p_window text, p_starts bigint
) RETURNS bigint LANGUAGE sql IMMUTABLE AS $$
    SELECT hashtextextended(p_scope || E'\x1f' || p_subject || E'\x1f' || p_clause || E'\x1f' || p_measure || E'\x1f'
                            || p_window || E'\x1f' || p_starts::text, 5333)
$$;

-- Lock a meter, make it if it is not there yet. No beginning is written -100000000000000000.
CREATE FUNCTION locked_meter(
    p_subject text, p_scope text, p_clause text, p_measure text, p_window text, p_starts bigint
) RETURNS meter LANGUAGE plpgsql AS $$
DECLARE m leeway_ledger.meter;
BEGIN
    IF p_scope IN ('site', 'network') THEN
        PERFORM pg_advisory_xact_lock(
            leeway_ledger.queue_of(p_subject, p_scope, p_clause, p_measure, p_window, p_starts));
    END IF;
    LOOP
        SELECT * INTO m FROM leeway_ledger.meter k WHERE k.subject = p_subject AND k.scope = p_scope
            AND k.clause = p_clause AND k.measure = p_measure AND k.window_kind = p_window
            AND coalesce(k.starts, -100000000000000000) = p_starts FOR NO KEY UPDATE;
        IF FOUND THEN
            RETURN m;
        END IF;
        INSERT INTO leeway_ledger.meter (subject, scope, clause, measure, window_kind, starts)
            VALUES (p_subject, p_scope, p_clause, p_measure, p_window, nullif(p_starts, -100000000000000000))
            ON CONFLICT DO NOTHING;
    END LOOP;
END $$;

-- Count an excess. The role leeway_force owns this and alone may (see roles.sql).
CREATE FUNCTION force_entry(p_meter bigint, p_amount bigint, p_at bigint, p_decision text)
RETURNS bigint LANGUAGE sql SECURITY DEFINER SET search_path = leeway_ledger, pg_catalog, pg_temp AS $$
    INSERT INTO entry (meter, seq, previous, before, delta, after, kind, at, effective, decision, standing)
    SELECT m.id, m.seq + 1, nullif(m.seq, 0), m.balance, p_amount, m.balance + p_amount, 'force',
           greatest(p_at, m.last), greatest(p_at, m.last), p_decision, p_amount
    FROM meter m WHERE m.id = p_meter RETURNING seq
$$;

-- `p_what` is commit, hold or tell. `p_charged` and `p_asked` say of each meter whether a candidate asks for it (then it
-- is locked) and whether its balance is wanted. `p_meters` are those asked for as JSON, `p_named` how each is named in it,
-- `p_terms` each candidate's charges. `p_place` is 1, 2, 3 …, `p_order` the charges by candidate and meter; both are made
-- anew where subjects are carried. `p_excess` are the places of the actor's uncapped meters for cost and count, for tell
-- alone. `known` is the hash of the request for which the id was settled before; then all else is null or means nothing.
CREATE FUNCTION settle(
    p_id text, p_hash text, p_at bigint, p_actor text, p_what text, p_meters text, p_terms text[],
    p_subject text[], p_scope text[], p_clause text[], p_measure text[], p_window text[], p_starts bigint[],
    p_charged boolean[], p_asked boolean[], p_named text[], p_place int[], p_excess int[],
    p_candidate int[], p_meter int[], p_amount bigint[], p_cap bigint[], p_authority text[], p_order int[],
    p_record text[], p_effects text[], p_due bigint[], p_body text,
    OUT known text, OUT r_state text, OUT r_chosen int, OUT r_at bigint, OUT r_balances text, OUT r_shares text
) LANGUAGE plpgsql AS $$
DECLARE
    charges constant int := cardinality(p_meter);
    tells constant boolean := p_what = 'tell';
    as_kind constant text := CASE WHEN p_what = 'hold' THEN 'hold' ELSE 'post' END;
    place int[] := p_place; counts_as text[] := p_subject; charged boolean[] := p_charged; ordered int[] := p_order;
    m leeway_ledger.meter; due pg_catalog.record;  -- a table here has this name, too
    ids bigint[]; seqs bigint[]; sums bigint[]; lasts bigint[];      -- by place: the end of the chain, as it grows
    sweeps bigint[]; gone bigint[]; used bigint[]; named text[];     -- by place: rolled until, what has left, what counts
    cap_of text[]; version_of int[]; limit_of bigint[];              -- by place: the authority charged last and its cap
    e_meter bigint[] := '{}'; e_seq bigint[] := '{}'; e_before bigint[] := '{}'; e_delta bigint[] := '{}';
    e_kind text[] := '{}'; e_at bigint[] := '{}'; e_effective bigint[] := '{}'; e_decision text[] := '{}';
    e_origin bigint[] := '{}'; e_authority text[] := '{}'; e_version int[] := '{}'; e_cap bigint[] := '{}';
    excess bigint[] := '{0,0}'; left_ bigint; cost bigint := 0;
    i int; k int; p int; x int; n int := 0; first_ int; begins int := 1; before int;
    total bigint; low bigint; fits boolean; t bigint; amount bigint; version_ int; cap_ bigint;
BEGIN
    SELECT d.request_hash INTO known FROM leeway_ledger.decision d WHERE d.id = p_id;
    IF FOUND THEN
        RETURN;
    END IF;

    PERFORM pg_advisory_xact_lock_shared(5333);
    IF EXISTS (SELECT FROM leeway_ledger.carried) THEN
        counts_as := ARRAY(SELECT leeway_ledger.counts_on(s, j)
                         FROM unnest(p_scope, p_subject) WITH ORDINALITY AS u (s, j, o) ORDER BY o);
        place := ARRAY(
            SELECT dense_rank() OVER (ORDER BY array_position(ARRAY['case', 'customer', 'actor', 'site', 'network'], s),
                j COLLATE "C", c COLLATE "C", q COLLATE "C", w COLLATE "C", b)
            FROM unnest(p_scope, counts_as, p_clause, p_measure, p_window, p_starts) WITH ORDINALITY AS u (s, j, c, q, w, b, o)
            ORDER BY o);
        charged := ARRAY(SELECT bool_or(c) FROM unnest(place, p_charged) AS u (pl, c) GROUP BY pl ORDER BY pl);
        ordered := ARRAY(SELECT o FROM unnest(p_candidate, p_meter) WITH ORDINALITY AS u (c, q, o)
                         ORDER BY c, place[q], o);
    END IF;

    FOR p IN 1 .. coalesce(cardinality(charged), 0) LOOP
        i := array_position(place, p);
        IF charged[p] THEN
            IF p_scope[i] IN ('site', 'network') THEN
                PERFORM pg_advisory_xact_lock(leeway_ledger.queue_of(
                    counts_as[i], p_scope[i], p_clause[i], p_measure[i], p_window[i], p_starts[i]));
            END IF;
            SELECT * INTO m FROM leeway_ledger.meter k WHERE k.subject = counts_as[i] AND k.scope = p_scope[i]
                AND k.clause = p_clause[i] AND k.measure = p_measure[i] AND k.window_kind = p_window[i]
                AND coalesce(k.starts, -100000000000000000) = p_starts[i] FOR NO KEY UPDATE;
            IF NOT FOUND THEN
                m := leeway_ledger.locked_meter(
                    counts_as[i], p_scope[i], p_clause[i], p_measure[i], p_window[i], p_starts[i]);
            END IF;
        ELSE
            SELECT * INTO m FROM leeway_ledger.meter k WHERE k.subject = counts_as[i] AND k.scope = p_scope[i]
                AND k.clause = p_clause[i] AND k.measure = p_measure[i] AND k.window_kind = p_window[i]
                AND coalesce(k.starts, -100000000000000000) = p_starts[i];
        END IF;
        left_ := 0;
        IF m.length_us IS NOT NULL THEN
            SELECT coalesce(sum(stands), 0) INTO left_
                FROM leeway_ledger.due_on(m.id, m.swept, greatest(p_at, m.last));
        END IF;
        ids[p] := m.id; seqs[p] := m.seq; sums[p] := m.balance; lasts[p] := m.last; sweeps[p] := m.swept;
        cap_of[p] := m.authority; version_of[p] := m.cap_version; limit_of[p] := m.cap;
        gone[p] := left_; used[p] := coalesce(m.balance, 0) - left_;
        WHILE i IS NOT NULL AND p_subject[i] <> counts_as[i] LOOP
            i := array_position(place, p, i + 1);
        END LOOP;
        named[p] := coalesce(p_named[i], jsonb_build_array(m.clause, m.measure, m.scope, m.window_kind, m.subject,
                                                           m.starts)::text);
    END LOOP;
    r_balances := '';
    FOR i IN 1 .. cardinality(p_subject) LOOP
        IF p_asked[i] THEN
            r_balances := r_balances || ',[' || p_named[i] || ',' || used[place[i]] || ']';
        END IF;
    END LOOP;
    r_balances := '[' || substr(r_balances, 2) || ']';

    x := 1;
    FOR c IN 0 .. cardinality(p_terms) - 1 LOOP
        fits := true; begins := x; before := 0;
        WHILE x <= charges AND p_candidate[ordered[x]] = c LOOP
            k := ordered[x]; p := place[p_meter[k]];
            IF p <> before THEN
                before := p; total := 0; low := NULL;
            END IF;
            -- Two charges can meet on one meter (of merged persons): then their sum must fit the lower cap.
            total := total + p_amount[k]; low := least(low, p_cap[k]);
            fits := fits AND coalesce(used[p] + total <= low, true);
            x := x + 1;
        END LOOP;
        IF fits OR tells THEN
            r_chosen := c;
            EXIT;
        END IF;
    END LOOP;

    r_at := p_at; r_shares := ''; before := 0; x := begins;
    r_state := CASE WHEN r_chosen IS NULL THEN 'refused' WHEN p_what = 'hold' THEN 'held' ELSE 'posted' END;
    WHILE r_chosen IS NOT NULL AND x <= charges AND p_candidate[ordered[x]] = r_chosen LOOP
        k := ordered[x]; p := place[p_meter[k]]; t := greatest(p_at, lasts[p]); amount := p_amount[k]; x := x + 1;
        IF p <> before THEN
            first_ := n + 1;
            IF gone[p] > 0 THEN
                FOR due IN SELECT * FROM leeway_ledger.due_on(ids[p], sweeps[p], t) LOOP
                    n := n + 1; seqs[p] := seqs[p] + 1;
                    e_meter[n] := ids[p]; e_seq[n] := seqs[p]; e_before[n] := sums[p]; e_delta[n] := -due.stands;
                    e_kind[n] := 'roll'; e_at[n] := t; e_effective[n] := due.effective; e_decision[n] := due.decision;
                    e_origin[n] := due.seq; e_authority[n] := NULL; e_version[n] := NULL; e_cap[n] := NULL;
                    sums[p] := sums[p] - due.stands; lasts[p] := t;
                END LOOP;
            END IF;
            before := p;
        END IF;
        i := CASE p_measure[p_meter[k]] WHEN 'cost' THEN 1 ELSE 2 END;
        IF i = 1 THEN
            cost := greatest(cost, amount);
        END IF;
        IF tells THEN
            amount := CASE WHEN p_cap[k] IS NULL THEN amount ELSE least(amount, greatest(p_cap[k] - sums[p], 0)) END;
            excess[i] := greatest(excess[i], p_amount[k] - amount);
            CONTINUE WHEN amount = 0;
        END IF;
        version_ := NULL;
        IF p_authority[k] = cap_of[p] THEN
            version_ := version_of[p]; cap_ := limit_of[p];
        ELSE
            FOR y IN REVERSE n .. first_ LOOP
                IF e_authority[y] = p_authority[k] THEN
                    version_ := e_version[y]; cap_ := e_cap[y];
                    EXIT;
                END IF;
            END LOOP;
            IF version_ IS NULL THEN
                SELECT v.version, v.cap INTO version_, cap_ FROM leeway_ledger.cap v
                    WHERE v.meter = ids[p] AND v.authority = p_authority[k] ORDER BY v.version DESC LIMIT 1;
            END IF;
        END IF;
        IF version_ IS NULL THEN
            version_ := 1;
        ELSIF cap_ IS DISTINCT FROM p_cap[k] THEN
            version_ := version_ + 1; n := n + 1; seqs[p] := seqs[p] + 1;
            e_meter[n] := ids[p]; e_seq[n] := seqs[p]; e_before[n] := sums[p]; e_delta[n] := 0; e_kind[n] := 'recap';
            e_at[n] := t; e_effective[n] := t; e_decision[n] := p_id; e_origin[n] := NULL;
            e_authority[n] := p_authority[k]; e_version[n] := version_; e_cap[n] := p_cap[k];
        END IF;
        n := n + 1; seqs[p] := seqs[p] + 1;
        e_meter[n] := ids[p]; e_seq[n] := seqs[p]; e_before[n] := sums[p]; e_delta[n] := amount; e_kind[n] := as_kind;
        e_at[n] := t; e_effective[n] := t; e_decision[n] := p_id; e_origin[n] := NULL;
        e_authority[n] := p_authority[k]; e_version[n] := version_; e_cap[n] := p_cap[k];
        cap_of[p] := p_authority[k]; version_of[p] := version_; limit_of[p] := p_cap[k];
        sums[p] := sums[p] + amount; lasts[p] := t; r_at := greatest(r_at, t);
        r_shares := r_shares || ',[' || p_named[p_meter[k]] || ',' || named[p] || ',' || seqs[p] || ',' || amount || ',' || amount
                    || ',0]';
    END LOOP;
    FOR i IN 1 .. 2 LOOP
        IF excess[i] > 0 THEN
            p := place[p_excess[i]]; r_at := greatest(r_at, lasts[p]);
            r_shares := r_shares || ',[' || p_named[p_excess[i]] || ',' || named[p] || ',' || seqs[p] + 1 || ','
                        || excess[i] || ',' || excess[i] || ',1]';
        END IF;
    END LOOP;
    r_shares := '[' || substr(r_shares, 2) || ']';

    INSERT INTO leeway_ledger.decision (id, request_hash, state, at, chosen, actor, terms, shares, cost_minor)
    VALUES (p_id, p_hash, r_state, r_at, r_chosen, p_actor, '{"meters":' || p_meters || ',"balances":' || r_balances
        || ',"charges":' || coalesce(p_terms[r_chosen + 1], '[]') || '}', r_shares, cost)
    ON CONFLICT DO NOTHING;
    IF NOT FOUND THEN
        SELECT d.request_hash INTO known FROM leeway_ledger.decision d WHERE d.id = p_id;
        RETURN;
    END IF;
    IF n > 0 THEN
        INSERT INTO leeway_ledger.entry (meter, seq, previous, before, delta, after, kind, at, effective, decision, origin,
            standing, authority, cap_version, cap)
        SELECT u.m, s, nullif(s - 1, 0), b, d, b + d, u.k, a, f, j, o, greatest(d, 0), h, w, c
        FROM unnest(e_meter, e_seq, e_before, e_delta, e_kind, e_at, e_effective, e_decision, e_origin, e_authority,
                    e_version, e_cap) AS u (m, s, b, d, k, a, f, j, o, h, w, c);
    END IF;
    FOR i IN 1 .. 2 LOOP
        IF excess[i] > 0 THEN
            PERFORM leeway_ledger.force_entry(ids[place[p_excess[i]]], excess[i], p_at, p_id);
        END IF;
    END LOOP;
    IF p_record IS NOT NULL THEN
        INSERT INTO leeway_ledger.record VALUES (p_id, r_at, p_record[1], p_record[2], p_record[3], p_record[4], p_record[5],
            p_record[6], p_record[7], p_record[8], p_record[9], p_record[10], p_record[11], p_record[12], p_record[13],
            p_record[14]);
        INSERT INTO leeway_ledger.unanswered VALUES (p_id, r_at);
        -- What was refused did not happen, so nothing follows from it.
        IF cardinality(p_due) > 0 AND r_chosen IS NOT NULL THEN
            INSERT INTO leeway_ledger.outbox (key, decision, kind, body, due_at, given_at)
            SELECT p_effects[3 * j - 2], p_id, p_effects[3 * j - 1], p_effects[3 * j], coalesce(p_due[j], r_at), p_due[j]
            FROM generate_series(1, cardinality(p_due)) AS j;
        END IF;
    END IF;
    INSERT INTO leeway_ledger.audit (at, what, decision, made_by, body)
    VALUES (r_at, CASE p_what WHEN 'tell' THEN 'tell' ELSE 'commit' END, p_id, nullif(p_actor, ''), p_body || ',"state":"'
        || r_state || '","chosen":' || coalesce(r_chosen::text, 'null') || '}');
END $$;
