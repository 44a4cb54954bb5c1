"""What authors write, as checked values: settings, articles, pages, authors, tags, reading paths, the library."""
