"""Markdown to HTML with placeholders for links; excerpts, sanitised HTML for feeds, and the blocks in texts."""
