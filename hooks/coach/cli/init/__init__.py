"""`coach init`: turn a copy of this blog into a blog of one's own."""
