"""The pages of the entrant, by topic."""
