"""Letters on their way: written in the transaction, sent by a job, kept in the person's inbox."""
