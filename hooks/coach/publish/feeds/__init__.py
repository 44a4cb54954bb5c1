"""Feeds of articles and editions as RSS, Atom and JSON Feed, and their list as OPML."""
