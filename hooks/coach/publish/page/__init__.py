"""The variables and filters of templates, structured data, and the cache of articles' pages."""
