"""`coach init` turns a copy of this blog into a blog of one's own; `coach upgrade` brings later versions into it."""
