"""When an article was changed, and what was corrected in it."""
