"""For everybody with an account: sign-in, profile, notices, inbox."""
