"""The newsletter of the site: its editions, and what the next one begins with."""
