"""One build: rendering and checking the site, and its feeds, mail, search index and other files."""
