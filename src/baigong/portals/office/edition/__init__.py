"""The office edits a year of the award in the browser."""
