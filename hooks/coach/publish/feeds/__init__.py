"""The same pieces as RSS, Atom, JSON Feed and OPML."""
