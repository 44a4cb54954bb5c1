"""Where links lead: what can be linked to, which address a link means, and what a wrong one may have meant."""
