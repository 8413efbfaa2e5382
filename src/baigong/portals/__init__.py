"""Who is looking: one portal per audience; portals do not know each other."""
