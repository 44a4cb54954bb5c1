"""Pictures: measuring and encoding them, drawing cards for sharing, and caching the results."""
