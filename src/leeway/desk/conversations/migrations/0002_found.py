"""The index that search asks: FTS5 on SQLite, kept by triggers; an index on the words on PostgreSQL."""

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
POSTGRES = (
    "CREATE INDEX conversations_found ON conversations_word USING gin"
    " (to_tsvector('simple'::regconfig, stems || ' ' || threes))",
)


def make(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        for statement in POSTGRES if schema_editor.connection.vendor == "postgresql" else FTS5:
            cursor.execute(statement)


def drop(apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP INDEX conversations_found")
            return
        for trigger in ("in", "out", "new"):
            cursor.execute(f"DROP TRIGGER conversations_word_{trigger}")
        cursor.execute("DROP TABLE conversations_found")


class Migration(migrations.Migration):
    dependencies = [("conversations", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
