"""The commands of the worlds."""
