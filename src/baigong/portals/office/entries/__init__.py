"""The office's pages about entries: the call as it fills, one entry, what is decided about it."""
