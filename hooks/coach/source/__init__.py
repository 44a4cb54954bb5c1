"""From bytes to checked values, each with its place: problems, YAML, front matter, fields, dates, addresses."""
