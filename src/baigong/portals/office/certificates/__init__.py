"""Certificates as the office sees them: all that were issued, one to correct or to take back."""
