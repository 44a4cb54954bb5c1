"""An edition as mail: HTML, text, and a draft at a provider."""
