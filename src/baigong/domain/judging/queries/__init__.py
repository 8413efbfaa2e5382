"""What pages and jobs ask of the jury, as plain frozen rows."""
