"""Recordings of articles: how long each file is, and why one cannot be played."""
