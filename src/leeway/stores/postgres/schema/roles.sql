-- Who may do what. leeway_app is the program at work: it adds rows and changes nothing that was written.
--
-- Run after the migrations, where the two roles exist or the connecting user may make them (see `roles.py`).

GRANT USAGE ON SCHEMA leeway_ledger TO leeway_app, leeway_force;
GRANT SELECT ON ALL TABLES IN SCHEMA leeway_ledger TO leeway_app, leeway_force;
GRANT INSERT ON decision, entry, record, answer, unanswered, outbox TO leeway_app;
GRANT INSERT (at, what, decision, made_by, body) ON audit TO leeway_app;
GRANT INSERT (scope, subject, into_subject, at) ON carried TO leeway_app;
GRANT INSERT (name, is_on, authority, site, at, made_by) ON switch TO leeway_app;
GRANT INSERT (clause, measure, scope, window_kind, subject, starts) ON meter TO leeway_app;
GRANT UPDATE (locks) ON meter TO leeway_app;
GRANT UPDATE (state, shares, reversed_minor, undone, reversals) ON decision TO leeway_app;
GRANT UPDATE (due_at, leased_until, delivered_at) ON outbox TO leeway_app;
GRANT DELETE ON unanswered TO leeway_app;

GRANT INSERT ON entry TO leeway_force;
GRANT CREATE ON SCHEMA leeway_ledger TO leeway_force;
ALTER FUNCTION force_entry OWNER TO leeway_force;
REVOKE CREATE ON SCHEMA leeway_ledger FROM leeway_force;
REVOKE ALL ON FUNCTION force_entry FROM PUBLIC;
GRANT EXECUTE ON FUNCTION force_entry TO leeway_app;
