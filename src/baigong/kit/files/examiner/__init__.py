"""Looks into files people sent; runs in a process of its own that may use little time, memory and nothing else."""
