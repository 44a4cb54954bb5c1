"""The APIs of mail providers, one module each."""
