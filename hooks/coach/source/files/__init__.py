"""Which files of docs/ are texts, which are published, and which are neither."""
