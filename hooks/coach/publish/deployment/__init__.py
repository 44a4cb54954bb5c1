"""What a deployment would change for those who subscribe or follow old links."""
