"""The whole site as data: generated pages, and checks of addresses, references and links."""
