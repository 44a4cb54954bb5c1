"""The files that an import writes: names, front matter, old and new addresses, pictures."""
