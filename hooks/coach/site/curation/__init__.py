"""Related articles, co-occurrence of tags, and advice on tags and titles."""
