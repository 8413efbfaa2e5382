"""Filters of what two or more portals show."""
