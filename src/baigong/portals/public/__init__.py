"""For visitors: the activity, the library, the check of a certificate."""
