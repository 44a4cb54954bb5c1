"""Blocks in texts that are more than Markdown: boxes, and fenced quizzes, conversations, charts and videos."""
