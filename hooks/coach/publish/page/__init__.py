"""The variables and filters of templates, structured data, the cache of articles' pages, and the live check."""
