"""The index that search asks: FTS5 on SQLite, kept by triggers; on PostgreSQL one on the words, and how it is asked."""

from typing import Any

from django.db import migrations

FTS5 = (
    "CREATE VIRTUAL TABLE conversations_found USING fts5("
    "stems, threes, content='conversations_word', content_rowid='id', tokenize='unicode61 remove_diacritics 0', columnsize=0, detail=none)",
    "CREATE TRIGGER conversations_word_in AFTER INSERT ON conversations_word BEGIN"
    " INSERT INTO conversations_found(rowid, stems, threes) VALUES (new.id, new.stems, new.threes); END",
    "CREATE TRIGGER conversations_word_out AFTER DELETE ON conversations_word BEGIN"
    " INSERT INTO conversations_found(conversations_found, rowid, stems, threes)"
    " VALUES ('delete', old.id, old.stems, old.threes); END",
    "CREATE TRIGGER conversations_word_new AFTER UPDATE OF stems, threes ON conversations_word BEGIN"
    " INSERT INTO conversations_found(conversations_found, rowid, stems, threes)"
    " VALUES ('delete', old.id, old.stems, old.threes);"
    " INSERT INTO conversations_found(rowid, stems, threes) VALUES (new.id, new.stems, new.threes); END",
)
LEVELS = (12, 15, 18)
"""By so many bits the rows are numbered in stretches: of 4,096, of 32,768, of 262,144."""
STRETCHES = " || ".join(f"' stretch{bits}x' || (id >> {bits})::text" for bits in LEVELS)
WORDS = f"' ' || btrim(stems || ' ' || threes) || {STRETCHES}"
LEXEMES = f"array_to_tsvector(array_remove(string_to_array(replace({WORDS}, ' ', ' ' || kind), ' '), ''))"
"""All one can ask for, the kind before each: the words as they stand, read by no parser, and where they stand. A word
that persons do not have is then looked for among no messages."""
POSTGRES = (
    # What waits to be sorted in is read whole by each question: it is kept short.
    f"CREATE INDEX conversations_found ON conversations_word USING gin (({LEXEMES}))"
    " WITH (gin_pending_list_limit = 512)",
    "CREATE INDEX conversations_newest ON conversations_word (kind, id)",
    # The newest that fit, without reading all that fit: stretch by stretch, from the newest on, two of each size and
    # then the longest. The stretch is a question of its own: the index leaps to it instead of reading all before it.
    # "OFFSET 0" keeps the order out of the plan: the index of words answers, never a walk by id.
    f"""
CREATE FUNCTION conversations_newest(wanted text, question tsquery, most bigint) RETURNS SETOF bigint
LANGUAGE plpgsql STABLE SET enable_seqscan = off SET jit = off SET plan_cache_mode = force_generic_plan AS $$
DECLARE
    levels CONSTANT int[] := ARRAY[{", ".join(f"{bits}, {bits}" for bits in LEVELS)}];
    step int := 0;
    bits int;
    last bigint;
    got bigint;
BEGIN
    SELECT max(id) INTO last FROM conversations_word WHERE kind = wanted;
    WHILE last IS NOT NULL AND most > 0 LOOP
        step := least(step + 1, array_length(levels, 1));
        bits := levels[step];
        RETURN QUERY SELECT id FROM (
            SELECT id FROM conversations_word
            WHERE {LEXEMES} @@ (wanted || 'stretch' || bits || 'x' || (last >> bits))::tsquery
                AND {LEXEMES} @@ question
            OFFSET 0
        ) AS fits WHERE id <= last ORDER BY id DESC LIMIT most;
        GET DIAGNOSTICS got = ROW_COUNT;
        most := most - got;
        SELECT max(id) INTO last FROM conversations_word WHERE kind = wanted AND id < (last >> bits) << bits;
    END LOOP;
END $$""",
)


def make(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else FTS5:
            cursor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION conversations_newest")
            cursor.execute("DROP INDEX conversations_newest, conversations_found")
            return
        for trigger in ("in", "out", "new"):
            cursor.execute(f"DROP TRIGGER conversations_word_{trigger}")
        cursor.execute("DROP TABLE conversations_found")


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
