"""Reference implementations in Python of what the scripts of quizzes compute; tests compare both."""
