"""The core: from Markdown and YAML in docs/ to pages, feeds and mail. It never imports MkDocs."""
