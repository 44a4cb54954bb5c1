"""Articles: their front matter, their state, their text."""
