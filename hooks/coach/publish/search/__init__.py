"""The search index: a record for each page, and the process in which Pagefind indexes them."""
