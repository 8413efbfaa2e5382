"""The jury engine measured: one table of what is asked, what the field reaches and what we reach."""
