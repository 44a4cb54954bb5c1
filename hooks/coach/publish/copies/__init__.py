"""What is published in a form to take along: reading paths as booklets."""
