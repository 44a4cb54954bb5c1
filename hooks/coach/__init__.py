"""The Second Sale: a coaching blog, from Markdown to a curated site, without any site generator."""
