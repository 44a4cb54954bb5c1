"""The house's words: docs/glossary.yml, its page, and the terms that articles explain where they first stand."""
