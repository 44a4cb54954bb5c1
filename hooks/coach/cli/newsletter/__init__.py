"""`coach newsletter`: begin an edition, preview its mail, upload it to the provider as a draft."""
