"""Judging: rounds, judges, who reads what, and their ballots."""
