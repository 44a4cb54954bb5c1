"""One build: the site rendered and checked, and the files that leave it for browsers, feed readers and mail."""
