"""Markdown to HTML with placeholders for links; excerpts, and sanitised HTML for feeds."""
