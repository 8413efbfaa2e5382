"""world, rehearse and routes."""
