"""Blocks in articles: conversations, videos, quizzes in fences; homework, stories and calls to action in boxes."""
