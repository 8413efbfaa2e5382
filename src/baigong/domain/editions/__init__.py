"""Editions: one year of the award, all of it data."""
