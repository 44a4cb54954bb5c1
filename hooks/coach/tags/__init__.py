"""Tags: the vocabulary, what keeps it good, and which tags go together."""
