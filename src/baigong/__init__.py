"""百工 runs a year of a public award."""
