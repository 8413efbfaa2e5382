"""For those who write an entry."""
