"""What the template of a page is given, and the key under which an article's page is cached."""
