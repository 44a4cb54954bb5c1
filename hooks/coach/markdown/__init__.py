"""Markdown to HTML with gaps for links, cut for lists, cleaned for feeds; and the blocks that texts may hold."""
