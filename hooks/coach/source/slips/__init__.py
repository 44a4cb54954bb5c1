"""Slips in YAML that a parser reports at the wrong place or in its own words, or takes without a word."""
