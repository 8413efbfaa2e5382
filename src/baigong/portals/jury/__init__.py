"""For judges: the invitation, the queue, the desk."""
