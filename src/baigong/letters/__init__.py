"""Everything we write to people: one function and one template each."""
