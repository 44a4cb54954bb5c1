"""Files and folders: reading docs/ and the core's own data files, writing only files that change."""
