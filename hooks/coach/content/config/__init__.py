"""The file mkdocs.yml as MkDocs knows it."""
