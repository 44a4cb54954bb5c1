"""HTML of texts: what it may hold, its sanitiser, and its forms for lists, feeds and mail."""
