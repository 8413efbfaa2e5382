"""What pages and jobs ask of a selection, as plain frozen rows."""
