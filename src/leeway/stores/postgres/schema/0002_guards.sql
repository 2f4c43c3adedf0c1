-- What the database refuses, whatever the program does. All refusals are check violations (23514).
--
-- The guard of entry runs with the owner's rights: it alone moves a meter's running state and adds versions of caps. An
-- entry takes its meter's row with it, so it continues the chain or is refused, and two writers can never continue one
-- chain from the same place.

CREATE FUNCTION refuse(what text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '%', what USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM leeway_ledger.refuse(format('%s: %s by hand is refused', TG_TABLE_NAME, lower(TG_OP)));
    RETURN NULL;
END $$;

DO $$
DECLARE kept text;
BEGIN
    FOREACH kept IN ARRAY ARRAY['entry', 'cap', 'record', 'answer', 'audit', 'carried', 'switch'] LOOP
        EXECUTE format('CREATE TRIGGER never_changed BEFORE UPDATE ON leeway_ledger.%I
            FOR EACH ROW EXECUTE FUNCTION leeway_ledger.refuse_change()', kept);
    END LOOP;
    FOREACH kept IN ARRAY ARRAY['entry', 'cap', 'record', 'answer', 'audit', 'carried', 'switch',
                                'meter', 'decision', 'outbox'] LOOP
        EXECUTE format('CREATE TRIGGER never_deleted BEFORE DELETE ON leeway_ledger.%I
            FOR EACH ROW EXECUTE FUNCTION leeway_ledger.refuse_change()', kept);
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON leeway_ledger.%I
            FOR EACH STATEMENT EXECUTE FUNCTION leeway_ledger.refuse_change()', kept);
    END LOOP;
END $$;

-- A meter begins empty; its running state and its caps are moved by the guard of entry (a trigger), never by hand.
-- What cannot change afterwards is checked here and not by constraints, which every later change would check again.
CREATE FUNCTION guard_meter() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.length_us := CASE WHEN NEW.window_kind ~ '^rolling [0-9]{1,7}h$'
        THEN substr(NEW.window_kind, 9, length(NEW.window_kind) - 9)::bigint * 3600000000 END;
    IF NEW.measure NOT IN ('cost', 'count') OR NEW.scope NOT IN ('case', 'customer', 'actor', 'site', 'network') THEN
        PERFORM leeway_ledger.refuse('meter: there is no such measure or scope');
    ELSIF NOT coalesce(NEW.length_us > 0, NEW.window_kind IN ('life', 'day', 'week', 'month', 'quarter', 'year'))
          OR (NEW.window_kind IN ('day', 'week', 'month', 'quarter', 'year')) <> (NEW.starts IS NOT NULL) THEN
        PERFORM leeway_ledger.refuse('meter: there is no such window');
    ELSIF NEW.seq <> 0 OR NEW.balance <> 0 OR NEW.last IS NOT NULL OR NEW.swept <> -100000000000000000 THEN
        PERFORM leeway_ledger.refuse('meter: begins empty');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_meter BEFORE INSERT ON meter FOR EACH ROW EXECUTE FUNCTION guard_meter();
CREATE FUNCTION kept_by_entries() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF pg_trigger_depth() < 2 THEN
        PERFORM leeway_ledger.refuse(format('%s: is kept by the guard of entry', TG_TABLE_NAME));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kept_by_entries BEFORE UPDATE ON meter FOR EACH ROW EXECUTE FUNCTION kept_by_entries();
CREATE TRIGGER kept_by_entries BEFORE INSERT ON cap FOR EACH ROW EXECUTE FUNCTION kept_by_entries();

-- The uses of a rolling meter that have left its window until an instant and still stand, in the order of leaving.
CREATE FUNCTION due_on(p_meter bigint, p_swept bigint, p_until bigint)
RETURNS TABLE (seq bigint, stands bigint, effective bigint, decision text) LANGUAGE sql STABLE AS $$
    SELECT * FROM (
        SELECT u.seq, coalesce((SELECT r.standing FROM leeway_ledger.entry r WHERE r.meter = u.meter AND r.origin = u.seq
                                ORDER BY r.seq DESC LIMIT 1), u.standing) AS stands, u.effective, u.decision
        FROM leeway_ledger.entry u WHERE u.meter = p_meter AND u.leaves > p_swept AND u.leaves <= p_until
    ) AS gone WHERE gone.stands > 0 ORDER BY gone.effective, gone.seq
$$;

CREATE FUNCTION check_release(new_ entry) RETURNS void LANGUAGE plpgsql AS $$
DECLARE o leeway_ledger.entry; stood bigint;
BEGIN
    SELECT * INTO o FROM leeway_ledger.entry e WHERE e.meter = new_.meter AND e.seq = new_.origin;
    SELECT r.standing INTO stood FROM leeway_ledger.entry r
        WHERE r.meter = new_.meter AND r.origin = new_.origin ORDER BY r.seq DESC LIMIT 1;
    IF o.seq IS NULL OR o.origin IS NOT NULL THEN
        PERFORM leeway_ledger.refuse('entry: gives back what was given back');
    ELSIF (o.decision, o.effective) IS DISTINCT FROM (new_.decision, new_.effective) THEN
        PERFORM leeway_ledger.refuse('entry: is not of its origin''s decision and time');
    ELSIF new_.standing <> coalesce(stood, o.standing) + new_.delta THEN
        PERFORM leeway_ledger.refuse('entry: does not leave standing what is left of its origin');
    ELSIF new_.kind = 'roll' AND coalesce(o.leaves > new_.at, true) THEN
        PERFORM leeway_ledger.refuse('entry: has not left the window');
    ELSIF new_.kind IN ('void', 'post') AND o.kind NOT IN ('hold', 'carry') THEN
        PERFORM leeway_ledger.refuse('entry: voids or confirms what was not held');
    ELSIF new_.kind = 'void' AND EXISTS (
        SELECT FROM leeway_ledger.entry c WHERE c.meter = new_.meter AND c.origin = new_.origin AND c.kind = 'post'
    ) THEN
        PERFORM leeway_ledger.refuse('entry: voids what was executed');
    END IF;
END $$;

-- What an entry of its kind looks like. (Constraints would be read and built anew by each statement that adds entries.)
CREATE FUNCTION is_formed(e entry) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$
BEGIN
    IF e.origin IS NULL THEN
        IF e.delta < 0 OR e.standing <> e.delta OR e.counterpart_seq IS NOT NULL
           OR (e.kind = 'carry') <> (e.counterpart IS NOT NULL) OR e.effective > e.at THEN
            RETURN false;
        END IF;
        RETURN CASE e.kind
            WHEN 'recap' THEN e.delta = 0 AND e.effective = e.at AND e.cap_version >= 1 AND e.authority IS NOT NULL
            WHEN 'force' THEN e.delta > 0 AND e.effective = e.at AND e.cap_version IS NULL AND e.authority IS NULL
            WHEN 'carry' THEN e.delta > 0 AND e.cap_version IS NULL AND e.authority IS NULL
            ELSE false END AND coalesce(e.cap >= 0, true) AND (e.cap IS NULL OR e.cap_version >= 1);
    END IF;
    RETURN e.origin BETWEEN 1 AND e.seq - 1 AND e.authority IS NULL AND e.cap_version IS NULL AND e.cap IS NULL
        AND (e.kind = 'carry') = (e.counterpart IS NOT NULL) AND (e.kind = 'carry') = (e.counterpart_seq IS NOT NULL)
        AND CASE WHEN e.kind IN ('void', 'reverse') THEN e.delta < 0
            WHEN e.kind IN ('roll', 'carry') THEN e.delta < 0 AND e.standing = 0
            WHEN e.kind = 'post' THEN e.delta = 0  -- the news that a hold was executed
            ELSE false END;
END $$;

CREATE FUNCTION guard_entry() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = leeway_ledger, pg_catalog, pg_temp AS $$
DECLARE
    state_ text; length_ bigint; clause_ text; swept_ bigint; version_ int; cap_ bigint; authority_ text;
    spends boolean := NEW.origin IS NULL AND NEW.kind IN ('post', 'hold');
BEGIN
    IF spends THEN
        IF NEW.delta < 0 OR NEW.standing <> NEW.delta OR NEW.effective <> NEW.at OR NEW.counterpart IS NOT NULL
           OR NEW.counterpart_seq IS NOT NULL OR NEW.authority IS NULL OR NEW.cap_version IS NULL THEN
            PERFORM refuse('entry: is not of the form of its kind');
        END IF;
    ELSIF NOT coalesce(is_formed(NEW), false) THEN
        PERFORM refuse('entry: is not of the form of its kind');
    END IF;
    SELECT d.state INTO state_ FROM decision d WHERE d.id = NEW.decision;
    IF NOT coalesce(CASE NEW.kind WHEN 'hold' THEN state_ = 'held' WHEN 'void' THEN state_ = 'voided'
                    WHEN 'recap' THEN state_ IN ('posted', 'held') WHEN 'carry' THEN state_ <> 'refused'
                    WHEN 'roll' THEN state_ <> 'refused' ELSE state_ = 'posted' END, false) THEN
        PERFORM refuse('entry: its decision is not in a state for it');
    END IF;
    UPDATE meter SET seq = NEW.seq, balance = NEW.after, last = NEW.at, swept_before = swept,
                     swept = CASE WHEN spends AND length_us IS NOT NULL THEN NEW.at ELSE swept END
        WHERE id = NEW.meter AND seq = NEW.seq - 1 AND balance = NEW.before AND coalesce(last <= NEW.at, true)
        RETURNING length_us, clause, swept_before, authority, cap_version, cap
        INTO length_, clause_, swept_, authority_, version_, cap_;
    IF NOT FOUND THEN
        PERFORM refuse('entry: does not continue its chain, or runs backward in time');
    END IF;
    NEW.leaves := NULL;
    IF NEW.origin IS NOT NULL THEN
        PERFORM check_release(NEW);
        RETURN NEW;
    END IF;
    IF spends OR NEW.kind = 'recap' THEN
        IF authority_ IS DISTINCT FROM NEW.authority THEN
            SELECT c.version, c.cap INTO version_, cap_ FROM cap c
                WHERE c.meter = NEW.meter AND c.authority = NEW.authority ORDER BY c.version DESC LIMIT 1;
        END IF;
        IF NEW.kind = 'recap' OR version_ IS NULL THEN
            IF NEW.cap_version <> coalesce(version_, 0) + 1 THEN
                PERFORM refuse('entry: is not under the next version of the cap');
            END IF;
            INSERT INTO cap VALUES (NEW.meter, NEW.authority, NEW.cap_version, NEW.cap, NEW.at, NEW.seq);
            version_ := NULL;
        ELSIF NEW.cap_version <> version_ OR NEW.cap IS DISTINCT FROM cap_ THEN
            PERFORM refuse('entry: is not under the cap in force');
        END IF;
        IF version_ IS NULL OR authority_ IS DISTINCT FROM NEW.authority THEN
            UPDATE meter SET authority = NEW.authority, cap_version = NEW.cap_version, cap = NEW.cap WHERE id = NEW.meter;
        END IF;
    ELSIF NEW.kind = 'force' AND clause_ <> 'told afterwards' THEN
        PERFORM refuse('entry: is forced on a meter with limits');
    END IF;
    IF length_ IS NULL OR NEW.kind = 'recap' THEN
        RETURN NEW;
    END IF;
    IF spends AND EXISTS (SELECT FROM due_on(NEW.meter, swept_, NEW.at)) THEN
        PERFORM refuse('entry: counts what has left the window');
    END IF;
    IF NEW.delta > 0 THEN
        NEW.leaves := NEW.effective + length_;
        IF NEW.leaves <= NEW.at THEN
            PERFORM refuse('entry: is carried after it left the window');
        END IF;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_entry BEFORE INSERT ON entry FOR EACH ROW EXECUTE FUNCTION guard_entry();

-- What leaves a meter by a carry arrives on another, whole; looked at when the transaction ends, because it is two rows.
CREATE FUNCTION check_carry() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = leeway_ledger, pg_catalog, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM entry e WHERE e.meter = NEW.counterpart AND e.kind = 'carry' AND e.counterpart = NEW.meter
        AND (e.decision, e.effective, e.delta) = (NEW.decision, NEW.effective, -NEW.delta)
        AND CASE WHEN NEW.origin IS NULL THEN e.counterpart_seq = NEW.seq ELSE e.seq = NEW.counterpart_seq END
    ) THEN
        PERFORM refuse('entry: what is carried leaves one meter and arrives on another, whole');
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER whole_carry AFTER INSERT ON entry DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.kind = 'carry') EXECUTE FUNCTION check_carry();

-- Only the role leeway_force may count an excess. Where it could not be made, the meter alone decides.
CREATE FUNCTION guard_force() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF current_user <> 'leeway_force' AND EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = 'leeway_force') THEN
        PERFORM leeway_ledger.refuse('entry: is forced by another role than leeway_force');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER before_guard_force BEFORE INSERT ON entry
    FOR EACH ROW WHEN (NEW.kind = 'force') EXECUTE FUNCTION guard_force();

-- A decision's state goes only where it may, and what was decided stays.
CREATE FUNCTION guard_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM leeway_ledger.refuse('decision: begins voided or reversed');
    ELSIF (NEW.id, NEW.request_hash, NEW.at, NEW.chosen, NEW.actor, NEW.terms, NEW.cost_minor)
       IS DISTINCT FROM (OLD.id, OLD.request_hash, OLD.at, OLD.chosen, OLD.actor, OLD.terms, OLD.cost_minor) THEN
        PERFORM leeway_ledger.refuse('decision: what was decided is changed');
    ELSIF NEW.state <> OLD.state AND (OLD.state, NEW.state)
          NOT IN (('held', 'posted'), ('held', 'voided'), ('voided', 'posted')) THEN
        PERFORM leeway_ledger.refuse(format('decision: cannot become %s, it is %s', NEW.state, OLD.state));
    ELSIF NEW.reversed_minor < OLD.reversed_minor OR NEW.undone < OLD.undone
          OR NEW.reversed_minor > OLD.reversed_minor AND OLD.state <> 'posted' THEN
        PERFORM leeway_ledger.refuse('decision: a reversal is taken back or invented');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_begin BEFORE INSERT ON decision FOR EACH ROW
    WHEN (NEW.state = 'voided' OR NEW.reversed_minor <> 0 OR NEW.undone <> 0) EXECUTE FUNCTION guard_decision();
CREATE TRIGGER guard_change BEFORE UPDATE ON decision FOR EACH ROW EXECUTE FUNCTION guard_decision();

-- Who counts as whom and what is stopped is written in the order of time, so that any past moment can be told.
CREATE FUNCTION guard_order() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last bigint;
BEGIN
    EXECUTE format('SELECT at FROM leeway_ledger.%I ORDER BY seq DESC LIMIT 1', TG_TABLE_NAME) INTO last;
    IF NEW.at < last THEN
        PERFORM leeway_ledger.refuse(format('%s: runs backward in time', TG_TABLE_NAME));
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_order BEFORE INSERT ON carried FOR EACH ROW EXECUTE FUNCTION guard_order();
CREATE TRIGGER guard_order BEFORE INSERT ON switch FOR EACH ROW EXECUTE FUNCTION guard_order();

-- An effect stays what it is; only when it is tried next and whether it was done may change.
CREATE FUNCTION guard_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.key, NEW.decision, NEW.kind, NEW.body, NEW.given_at)
       IS DISTINCT FROM (OLD.key, OLD.decision, OLD.kind, OLD.body, OLD.given_at)
       OR OLD.delivered_at IS NOT NULL AND NEW.delivered_at IS DISTINCT FROM OLD.delivered_at THEN
        PERFORM leeway_ledger.refuse('outbox: an effect is changed or is to be done again');
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER guard_change BEFORE UPDATE ON outbox FOR EACH ROW EXECUTE FUNCTION guard_outbox();

-- The number of the last audit line that will never be preceded by another: waits for whoever is writing one just now.
CREATE FUNCTION audit_end() RETURNS bigint LANGUAGE plpgsql
SECURITY DEFINER SET search_path = leeway_ledger, pg_catalog, pg_temp AS $$
BEGIN
    LOCK TABLE audit IN SHARE MODE;
    RETURN (SELECT coalesce(max(seq), 0) FROM audit);
END $$;
