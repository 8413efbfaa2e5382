"""Search that finds one Chinese character as well as a sentence, the same on both databases."""
