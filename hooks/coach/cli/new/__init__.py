"""`coach new`: the first lines of an article, a quiz or a checklist."""
