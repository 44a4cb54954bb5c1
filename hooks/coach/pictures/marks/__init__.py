"""The site's mark: what it is, how it is drawn, and the icons that are made from it."""
