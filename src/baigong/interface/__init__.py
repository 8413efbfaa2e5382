"""Forms, tables, cards and exports that two or more portals show."""
