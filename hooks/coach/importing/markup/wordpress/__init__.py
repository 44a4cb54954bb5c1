"""What only the texts of WordPress have: paragraphs of blank lines, and shortcodes."""
