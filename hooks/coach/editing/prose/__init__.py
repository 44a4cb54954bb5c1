"""Questions that an editor would ask about an article, and the pattern of all articles."""
