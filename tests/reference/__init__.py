"""Oracles: what the scripts of quizzes compute, written once more in Python, so that tests can hold both together."""
