"""The operator's room: start and stop, look after, back up, bring back."""
