"""People: who has an account, and what they are called."""
