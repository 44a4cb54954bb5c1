"""Drafts at mail providers: whether an edition may be handed over, the ledger of what was, and each step between."""
