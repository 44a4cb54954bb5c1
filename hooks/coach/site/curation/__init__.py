"""What keeps the articles as a whole good: related articles, tags and how they go together, titles."""
