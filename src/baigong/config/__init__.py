"""The composition root: settings, addresses, who may do what, what happens when."""
