"""The grams beside the texts: a full-text table on SQLite, a column with its index on PostgreSQL."""

from django.db import migrations

MAKE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE search_grams USING fts5(two, one, content='', contentless_delete=1, tokenize='ascii')",
    ],
    "postgresql": [
        "ALTER TABLE search_searchtext ADD COLUMN grams tsvector",
        "CREATE INDEX search_searchtext_grams ON search_searchtext USING gin (grams)",
    ],
}
DROP = {
    "sqlite": ["DROP TABLE search_grams"],
    "postgresql": ["ALTER TABLE search_searchtext DROP COLUMN grams"],
}


def run(statements):
    def step(_apps, editor):
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement)

    return step


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(run(MAKE), run(DROP))]
