"""For companies, experts and school desks."""
