"""The office's first page, and the letters that went out."""
