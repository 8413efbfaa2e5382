"""Console commands of the chapter."""
