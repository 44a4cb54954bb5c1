"""The markup of other tools, turned into our Markdown."""
