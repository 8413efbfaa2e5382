"""Sheets: the versioned questions of an edition."""
