"""Drawings (SVG): their size, and what in them may be published."""
