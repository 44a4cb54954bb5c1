"""Everything together: the site as data, pages that nobody writes, addresses, names and links that must be right."""
