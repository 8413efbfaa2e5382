"""Signed statements: what we say in a receipt or a certificate can be proved without us."""
