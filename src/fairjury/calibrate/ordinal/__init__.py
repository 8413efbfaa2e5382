"""The ordinal model of judges and entries, sampled criterion by criterion."""
