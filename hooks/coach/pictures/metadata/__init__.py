"""Picture files without what is no picture: place, owner, comments, thumbnails, and what follows the end."""
