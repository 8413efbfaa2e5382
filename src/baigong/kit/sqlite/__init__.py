"""The SQLite backend of Django on a SQLite that is new enough for WAL."""
