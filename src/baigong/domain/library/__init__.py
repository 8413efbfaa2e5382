"""Library: winning entries in a form that others can copy."""
