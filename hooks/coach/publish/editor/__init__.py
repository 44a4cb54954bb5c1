"""The web editor at /admin/: what Sveltia CMS is told of our forms, and the files that it is made of."""
