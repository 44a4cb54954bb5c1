"""The text of a post as Markdown of ours: shortcodes, paragraphs, what may stay, and the conversion itself."""
