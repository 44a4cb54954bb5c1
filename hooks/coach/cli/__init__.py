"""The command line `coach`, for authors and CI; one module for each command."""
