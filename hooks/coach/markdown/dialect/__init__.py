"""What authors know from other editors, and Markdown itself does not have."""
