"""Self-assessments: their definition, the check of the instrument, scoring, and tokens that carry answers."""
