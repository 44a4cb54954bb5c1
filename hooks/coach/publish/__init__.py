"""What is made of the finished site: comparisons, and later feeds, mail and manifest."""
