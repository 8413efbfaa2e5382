"""The pages of the jury portal."""
