"""Selection: the proposal, the two approvals, the publication."""
