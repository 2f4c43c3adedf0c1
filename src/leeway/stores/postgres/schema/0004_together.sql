-- Several decisions in one call: one round trip, one lock of the meters they share, one commit.
--
-- It does for each what `settle` does, in the order in which they come, where nothing is unusual about it. What is unusual
-- it leaves out (no row comes back): an id that is known, a carried subject, a use that has left its window, a cap that has
-- changed, a rolling meter that another one of the group touches. The program asks `settle` about those. Every row is
-- checked by the guards as ever.
--
-- All meters are made first and locked then, both in the one order; nobody who still makes meters holds a lock.

-- Decisions are p_id …; their candidates p_terms with p_of the decision; meters come in lock order, `p_charged` says which
-- are to be locked. Whom a decision asks about: p_asker, and p_asked the meter's place, p_named what it is called there.
-- Charges come by decision, candidate and meter: p_candidate, p_meter, and p_name what the meter is called there.
CREATE FUNCTION settle_together(
    p_id text[], p_hash text[], p_at bigint[], p_actor text[], p_kind text[], p_meters text[], p_body text[],
    p_of int[], p_number int[], p_terms text[],
    p_subject text[], p_scope text[], p_clause text[], p_measure text[], p_window text[], p_starts bigint[], p_charged boolean[],
    p_asker int[], p_asked int[], p_named int[],
    p_candidate int[], p_meter int[], p_name int[], p_amount bigint[], p_cap bigint[], p_authority text[], p_records text
) RETURNS TABLE (r_number int, r_state text, r_chosen int, r_at bigint, r_balances text, r_shares text) LANGUAGE plpgsql AS $$
DECLARE
    decisions constant int := cardinality(p_id);
    last_at constant bigint := (SELECT max(u.at) FROM unnest(p_at) AS u (at));
    m pg_catalog.record;  -- a table here has this name, too
    c int := 1; a int := 1; g int := 1; x int; p int; n int := 0; first_ int; version_ int; cap_ bigint; t bigint;
    fits boolean; odd boolean; taken text[]; due int[]; costs bigint;
    ids bigint[]; seqs bigint[]; sums bigint[]; lasts bigint[]; lengths bigint[]; sweeps bigint[]; touched int[];
    cap_of text[]; version_of int[]; limit_of bigint[]; versions int[];
    d_number int[] := '{}'; d_state text[] := '{}'; d_chosen int[] := '{}'; d_at bigint[] := '{}'; d_cost bigint[] := '{}';
    d_balances text[] := '{}'; d_shares text[] := '{}'; d_charges text[] := '{}'; told text; shares text; 
    at_ bigint; chosen_ int; d int := 0;
    e_meter bigint[] := '{}'; e_seq bigint[] := '{}'; e_before bigint[] := '{}'; e_delta bigint[] := '{}';
    e_kind text[] := '{}'; e_at bigint[] := '{}'; e_decision text[] := '{}'; e_authority text[] := '{}';
    e_version int[] := '{}'; e_cap bigint[] := '{}';
BEGIN
    PERFORM pg_advisory_xact_lock_shared(5333);
    IF EXISTS (SELECT FROM leeway_ledger.carried) THEN
        RETURN;
    END IF;
    SELECT coalesce(array_agg(k.id), '{}') INTO taken FROM leeway_ledger.decision k WHERE k.id = ANY (p_id);

    INSERT INTO leeway_ledger.meter (subject, scope, clause, measure, window_kind, starts)
    SELECT u.s, u.o, u.c, u.q, u.w, nullif(u.b, -100000000000000000)
    FROM unnest(p_subject, p_scope, p_clause, p_measure, p_window, p_starts, p_charged)
        WITH ORDINALITY AS u (s, o, c, q, w, b, is_charged, place)
    WHERE u.is_charged AND NOT EXISTS (SELECT FROM leeway_ledger.meter k WHERE k.subject = u.s AND k.scope = u.o
        AND k.clause = u.c AND k.measure = u.q AND k.window_kind = u.w AND coalesce(k.starts, -100000000000000000) = u.b)
    ORDER BY u.place ON CONFLICT DO NOTHING;

    FOR m IN SELECT u.place, k.* FROM unnest(p_subject, p_scope, p_clause, p_measure, p_window, p_starts, p_charged)
            WITH ORDINALITY AS u (s, o, c, q, w, b, is_charged, place)
        JOIN leeway_ledger.meter k ON k.subject = u.s AND k.scope = u.o AND k.clause = u.c AND k.measure = u.q
            AND k.window_kind = u.w AND coalesce(k.starts, -100000000000000000) = u.b
        WHERE u.is_charged AND u.o NOT IN ('site', 'network') ORDER BY u.place FOR NO KEY UPDATE OF k
    LOOP
        p := m.place; ids[p] := m.id; seqs[p] := m.seq; sums[p] := m.balance; lasts[p] := m.last; lengths[p] := m.length_us;
        sweeps[p] := m.swept; cap_of[p] := m.authority; version_of[p] := m.cap_version; limit_of[p] := m.cap;
    END LOOP;
    FOR m IN SELECT u.place, k.* FROM unnest(p_subject, p_scope, p_clause, p_measure, p_window, p_starts, p_charged)
            WITH ORDINALITY AS u (s, o, c, q, w, b, is_charged, place)
        JOIN leeway_ledger.meter k ON k.subject = u.s AND k.scope = u.o AND k.clause = u.c AND k.measure = u.q
            AND k.window_kind = u.w AND coalesce(k.starts, -100000000000000000) = u.b
        WHERE NOT u.is_charged
    LOOP
        p := m.place; ids[p] := m.id; sums[p] := m.balance; lasts[p] := m.last; lengths[p] := m.length_us;
        sweeps[p] := m.swept;
    END LOOP;
    FOR p IN 1 .. cardinality(p_scope) LOOP
        IF p_charged[p] AND p_scope[p] IN ('site', 'network') THEN
            m := leeway_ledger.locked_meter(p_subject[p], p_scope[p], p_clause[p], p_measure[p], p_window[p], p_starts[p]);
            ids[p] := m.id; seqs[p] := m.seq; sums[p] := m.balance; lasts[p] := m.last; lengths[p] := m.length_us;
            sweeps[p] := m.swept; cap_of[p] := m.authority; version_of[p] := m.cap_version; limit_of[p] := m.cap;
        END IF;
    END LOOP;
    SELECT coalesce(array_agg(DISTINCT u.place::int), '{}') INTO due
        FROM unnest(ids, sweeps, lasts, lengths) WITH ORDINALITY AS u (id, swept, last, length_us, place)
        JOIN leeway_ledger.entry e ON e.meter = u.id AND e.leaves > u.swept AND e.leaves <= greatest(last_at, u.last)
        WHERE u.length_us IS NOT NULL;

    FOR j IN 1 .. decisions LOOP
        odd := p_id[j] = ANY (taken); told := '';
        WHILE p_asker[a] = j LOOP
            p := p_asked[a];
            odd := odd OR (lengths[p] IS NOT NULL AND (touched[p] IS NOT NULL OR p = ANY (due)));
            told := told || ',[' || p_named[a] || ',' || coalesce(sums[p], 0) || ']';
            a := a + 1;
        END LOOP;
        chosen_ := NULL; versions := '{}';
        WHILE p_of[g] = j LOOP
            fits := true; x := c; g := g + 1;
            WHILE p_candidate[c] = g - 1 LOOP
                fits := fits AND coalesce(sums[p_meter[c]] + p_amount[c] <= p_cap[c], true);
                c := c + 1;
            END LOOP;
            CONTINUE WHEN chosen_ IS NOT NULL OR NOT fits;
            chosen_ := g - 1; first_ := x;
            FOR k IN x .. c - 1 LOOP
                p := p_meter[k];
                IF p_authority[k] = cap_of[p] THEN
                    version_ := version_of[p]; cap_ := limit_of[p];
                ELSIF touched[p] IS NOT NULL THEN
                    odd := true;
                ELSE
                    SELECT v.version, v.cap INTO version_, cap_ FROM leeway_ledger.cap v
                        WHERE v.meter = ids[p] AND v.authority = p_authority[k] ORDER BY v.version DESC LIMIT 1;
                END IF;
                odd := odd OR (version_ IS NOT NULL AND cap_ IS DISTINCT FROM p_cap[k]);
                versions[k] := coalesce(version_, 1);
            END LOOP;
        END LOOP;
        CONTINUE WHEN odd;
        d := d + 1; x := first_; shares := ''; at_ := p_at[j]; costs := 0;
        WHILE chosen_ IS NOT NULL AND p_candidate[x] = chosen_ LOOP
            p := p_meter[x]; t := greatest(p_at[j], lasts[p]); n := n + 1; seqs[p] := seqs[p] + 1;
            e_meter[n] := ids[p]; e_seq[n] := seqs[p]; e_before[n] := sums[p]; e_delta[n] := p_amount[x];
            e_kind[n] := p_kind[j]; e_at[n] := t; e_decision[n] := p_id[j]; e_authority[n] := p_authority[x];
            e_version[n] := versions[x]; e_cap[n] := p_cap[x];
            sums[p] := sums[p] + p_amount[x]; lasts[p] := t; at_ := greatest(at_, t); touched[p] := j;
            cap_of[p] := p_authority[x]; version_of[p] := versions[x]; limit_of[p] := p_cap[x];
            IF p_measure[p] = 'cost' THEN
                costs := greatest(costs, p_amount[x]);
            END IF;
            shares := shares || ',[' || p_name[x] || ',' || p_name[x] || ',' || seqs[p] || ',' || p_amount[x] || ','
                      || p_amount[x] || ',0]';
            x := x + 1;
        END LOOP;
        d_number[d] := j; d_at[d] := at_; d_cost[d] := costs; d_chosen[d] := p_number[chosen_];
        d_state[d] := CASE WHEN chosen_ IS NULL THEN 'refused' WHEN p_kind[j] = 'hold' THEN 'held' ELSE 'posted' END;
        d_balances[d] := '[' || substr(told, 2) || ']'; d_shares[d] := '[' || substr(shares, 2) || ']';
        d_charges[d] := coalesce(p_terms[chosen_], '[]');
    END LOOP;

    INSERT INTO leeway_ledger.decision (id, request_hash, state, at, chosen, actor, terms, shares, cost_minor)
    SELECT p_id[u.j], p_hash[u.j], u.s, u.t, u.c, p_actor[u.j], '{"meters":' || p_meters[u.j] || ',"balances":' || u.b
        || ',"charges":' || u.k || '}', u.h, u.m
    FROM unnest(d_number, d_state, d_at, d_chosen, d_balances, d_charges, d_shares, d_cost) AS u (j, s, t, c, b, k, h, m);
    INSERT INTO leeway_ledger.entry (meter, seq, previous, before, delta, after, kind, at, effective, decision, standing,
        authority, cap_version, cap)
    SELECT u.m, u.s, nullif(u.s - 1, 0), u.b, u.d, u.b + u.d, u.k, u.a, u.a, u.j, u.d, u.h, u.w, u.c
    FROM unnest(e_meter, e_seq, e_before, e_delta, e_kind, e_at, e_decision, e_authority, e_version, e_cap)
        AS u (m, s, b, d, k, a, j, h, w, c);
    INSERT INTO leeway_ledger.audit (at, what, decision, made_by, body)
    SELECT u.t, 'commit', p_id[u.j], nullif(p_actor[u.j], ''), p_body[u.j] || ',"state":"' || u.s || '","chosen":'
        || coalesce(u.c::text, 'null') || '}'
    FROM unnest(d_number, d_state, d_at, d_chosen) AS u (j, s, t, c);
    WITH kept AS (
        INSERT INTO leeway_ledger.record
        SELECT p_id[u.j], u.t, r.action, r.actor, r.authority, r.site, r.case_id, r.mode, r.book, r.engine, r.tzdata, r.request,
               r.customer, r.on_behalf_of, r.approver, r.follows
        FROM json_to_recordset(p_records::json) AS r (n int, action text, actor text, authority text, site text, case_id text,
            mode text, book text, engine text, tzdata text, request text, customer text, on_behalf_of text, approver text,
            follows text)
        JOIN unnest(d_number, d_at) AS u (j, t) ON u.j = r.n
        RETURNING decision, at
    )
    INSERT INTO leeway_ledger.unanswered SELECT k.decision, k.at FROM kept k;
    RETURN QUERY SELECT * FROM unnest(d_number, d_state, d_chosen, d_at, d_balances, d_shares);
END $$;
