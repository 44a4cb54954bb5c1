"""`coach import`: move in with the posts of another tool."""
