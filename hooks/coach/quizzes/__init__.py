"""Self-assessments: their definition, the checks of their questions, and the published versions of their scoring."""
