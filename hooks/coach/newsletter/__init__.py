"""Feeds, editions and mail: what leaves the site and comes to readers."""
