"""Entries: what a team wrote, from the first draft to the decision."""
