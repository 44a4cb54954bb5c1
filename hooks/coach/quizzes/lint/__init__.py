"""The lint of quizzes: whether the questions can measure what they claim to."""
