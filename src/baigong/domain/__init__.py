"""What is true: one chapter of the story per app."""
