"""`coach newsletter`: begin an edition, look at its mail, bring it to the provider as a draft."""
