"""One reader for each tool; all of them yield the same `Blog` of `Post` values."""
