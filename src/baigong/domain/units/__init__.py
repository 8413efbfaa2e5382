"""Units: schools, companies and others that an entry names as its home."""
