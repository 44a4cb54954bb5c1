"""Copies of what is published, to take along: articles as Markdown, reading paths as booklets."""
