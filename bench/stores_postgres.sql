-- What raw pgbench writes: the same rows as the ledger, into tables of the same form.
--
-- plain has the ledger's tables with their keys, checks and indexes, but no triggers and no foreign keys; its function
-- decides nothing.

CREATE SCHEMA plain;
DO $$
DECLARE kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['meter', 'decision', 'cap', 'entry', 'record', 'unanswered', 'audit'] LOOP
        EXECUTE format('CREATE TABLE plain.%I (LIKE leeway_ledger.%I INCLUDING ALL)', kept, kept);
    END LOOP;
END $$;
ALTER TABLE plain.meter SET (fillfactor = 50);

INSERT INTO leeway_ledger.meter (clause, measure, scope, window_kind, subject)
    SELECT 'g', 'cost', 'case', 'life', 'case ' || n FROM generate_series(1, 20000) AS n UNION ALL
    SELECT 'g', 'count', 'customer', 'rolling 2160h', 'customer ' || n FROM generate_series(1, 20000) AS n UNION ALL
    SELECT 'g', 'cost', 'actor', 'life', 'actor ' || n FROM generate_series(1, 5000) AS n UNION ALL
    SELECT 'g', 'cost', 'network', 'life', 'n';
INSERT INTO plain.meter (clause, measure, scope, window_kind, subject)
    SELECT clause, measure, scope, window_kind, subject FROM leeway_ledger.meter;

CREATE FUNCTION plain.commit_plainly(
    p_id text, p_at bigint, p_actor text, p_subject text[], p_scope text[], p_measure text[], p_window text[],
    p_amount bigint[], p_record text[]
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE m plain.meter; seqs bigint[]; ids bigint[]; sums bigint[];
BEGIN
    FOR i IN 1 .. 4 LOOP
        UPDATE plain.meter SET seq = seq + 1, balance = balance + p_amount[i], last = p_at
            WHERE subject = p_subject[i] AND scope = p_scope[i] AND clause = 'g' AND measure = p_measure[i]
            AND window_kind = p_window[i] AND coalesce(starts, -100000000000000000) = -100000000000000000 RETURNING * INTO m;
        ids[i] := m.id; seqs[i] := m.seq; sums[i] := m.balance;
        IF m.seq = 1 THEN
            INSERT INTO plain.cap VALUES (m.id, 'a', 1, 1000000000000, p_at, 1);
        END IF;
    END LOOP;
    INSERT INTO plain.decision (id, request_hash, state, at, chosen, actor, terms, shares, cost_minor)
    VALUES (p_id, 'hash', 'posted', p_at, 0, p_actor, '{"meters":[["g","cost","case","life","' || p_subject[1]
        || '",null],["g","count","customer","rolling 2160h","' || p_subject[2] || '",null],["g","cost","actor","life","'
        || p_subject[3] || '",null],["g","cost","network","life","n",null]],"balances":[[0,0],[1,0],[2,0],[3,0]],'
        || '"charges":[[0,500,1000000000000,"a"],[1,1,1000000,"a"],[2,500,1000000000000,"a"],[3,500,1000000000000,"a"]]}',
        '[[0,0,' || seqs[1] || ',500,500,0],[1,1,' || seqs[2] || ',1,1,0],[2,2,' || seqs[3] || ',500,500,0],[3,3,'
        || seqs[4] || ',500,500,0]]', p_amount[1]);
    INSERT INTO plain.entry (meter, seq, previous, before, delta, after, kind, at, effective, decision, standing, authority,
        cap_version, cap, leaves)
    SELECT u.m, s, nullif(s - 1, 0), a - d, d, a, 'post', p_at, p_at, p_id, d, 'a', 1,
        CASE WHEN d = 1 THEN 1000000 ELSE 1000000000000 END,
        CASE WHEN d = 1 THEN p_at + 7776000000000 END
    FROM unnest(ids, seqs, sums, p_amount) AS u (m, s, a, d);
    INSERT INTO plain.record VALUES (p_id, p_at, p_record[1], p_record[2], p_record[3], p_record[4], p_record[5], p_record[6],
        p_record[7], p_record[8], p_record[9], p_record[10], p_record[11], p_record[12], p_record[13], p_record[14]);
    INSERT INTO plain.unanswered VALUES (p_id, p_at);
    INSERT INTO plain.audit (at, what, decision, made_by, body) VALUES (p_at, 'commit', p_id, p_actor,
        '{"request_hash":"hash","state":"posted","chosen":0}');
END $$;
