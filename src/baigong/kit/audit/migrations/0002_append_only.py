"""Makes the log append-only in the database itself."""

from typing import Any

from django.db import migrations

SQLITE = """
CREATE TRIGGER audit_no_{word} BEFORE {verb} ON audit_auditevent
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END
"""
POSTGRES = """
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_auditevent
FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
"""


def guard(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRES)
        return
    for verb in ("UPDATE", "DELETE"):
        editor.execute(SQLITE.format(word=verb.lower(), verb=verb))


def unguard(_apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP TRIGGER audit_append_only ON audit_auditevent; DROP FUNCTION audit_is_append_only();")
        return
    for verb in ("update", "delete"):
        editor.execute(f"DROP TRIGGER audit_no_{verb}")


class Migration(migrations.Migration):
    """Triggers on both databases."""

    dependencies = (("audit", "0001_initial"),)
    operations = (migrations.RunPython(guard, unguard),)
