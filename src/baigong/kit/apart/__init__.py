"""Work that is done in a process of its own, by one that stands ready with its libraries loaded."""
