"""The violations that axe-core finds on a page: all its rules, including best practices."""

from __future__ import annotations

from axe_playwright_python.base import AXE_SCRIPT

from browser.conftest import DESKTOP, PHONE

EACH_WAY = [(PHONE, "light"), (PHONE, "dark"), (DESKTOP, "dark"), (DESKTOP, "light")]

_RUN = """(options) => axe.run(document, { resultTypes: ["violations"], ...options }).then((found) =>
    found.violations.map((rule) => [rule.id, rule.nodes.map((node) => node.html.slice(0, 120))]))"""


def violations(page, **options):
    """Return the rules that the page breaks, each with what breaks it."""
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    return page.evaluate(_RUN, options)


def violations_each_way(page, ways=EACH_WAY):
    """Return the same for one page on a phone and a desk, light and dark, with the ways in which there are any."""
    found = []
    for size, scheme in ways:
        page.set_viewport_size(size)
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(f"matchMedia('(prefers-color-scheme: {scheme})').matches")
        found += [(size["width"], scheme, *rule) for rule in violations(page)]
    return found
