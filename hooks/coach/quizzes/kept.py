"""What the customer's view keeps in a browser, for the page on privacy and for tests."""

from __future__ import annotations

# In localStorage, until it is deleted there.
MIRROR_KEYS = ("coach.mirror",)
# In sessionStorage, until the tab is closed: the invite that was opened and the answers given so far.
CUSTOMER_KEYS = ("coach.customer",)
