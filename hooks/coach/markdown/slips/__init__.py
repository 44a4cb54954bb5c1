"""Half-finished Markdown: what its author will have meant as markup, and would be published as text."""
