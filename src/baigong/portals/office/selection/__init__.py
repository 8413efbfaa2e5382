"""The selection in the office: the ranking, the proposal, the two names, the opening."""
