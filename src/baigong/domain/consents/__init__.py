"""Consents: the notices shown and what each person agreed to."""
