"""`coach`: what authors and CI run by hand, one module a command."""
