"""Whether the text of a page is all there to read: nothing cut off, nothing over something else, nothing to the side."""

from __future__ import annotations

# WCAG 1.4.12, which readers set by a style sheet of their own. The policy of the pages stops inline styles, not this way.
SPACED = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(`
        * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
        p { margin-bottom: 2em !important; }`);
    document.adoptedStyleSheets = [sheet];
}"""

_FAULTS = """() => {
    const faults = [];
    if (document.documentElement.scrollWidth > innerWidth) faults.push("the page scrolls sideways");
    const isOver = (one) => { // text scrolls below it, which is meant
        for (let above = one; above; above = above.parentElement) {
            if (["sticky", "fixed"].includes(getComputedStyle(above).position)) return true;
        }
        return false;
    };
    const shown = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
        && !one.closest("svg, dialog:not([open])");
    const isHidden = (one) => { // for the eye, not for a screen reader
        for (let above = one; above; above = above.parentElement) {
            if (getComputedStyle(above).clipPath !== "none") return true;
        }
        return false;
    };
    for (const one of document.querySelectorAll("body *")) {
        if (!shown(one) || isHidden(one)) continue;
        const style = getComputedStyle(one);
        const cuts = (how, has, room) => ["hidden", "clip"].includes(how) && has > room + 1;
        if (cuts(style.overflowX, one.scrollWidth, one.clientWidth) || cuts(style.overflowY, one.scrollHeight, one.clientHeight)) {
            faults.push(`cut: ${one.outerHTML.slice(0, 100)}`);
        }
    }

    const lines = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
        const words = walk.currentNode.data.trim();
        let block = walk.currentNode.parentElement;
        if (!words || !shown(block) || isHidden(block) || isOver(block) || block.closest(".skip")) continue;
        while (getComputedStyle(block).display === "inline") block = block.parentElement;
        const range = document.createRange();
        range.selectNodeContents(walk.currentNode);
        for (const box of range.getClientRects()) if (box.width > 1) lines.push({ words, block, box });
    }
    lines.sort((one, other) => one.box.top - other.box.top);
    lines.forEach(({ words, block, box }, at) => {
        for (const other of lines.slice(at + 1)) {
            if (other.box.top >= box.bottom) break;
            const low = Math.min(box.bottom, other.box.bottom) - other.box.top;
            const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
            const over = low > 0.3 * Math.min(box.height, other.box.height) && wide > 2;
            if (block !== other.block && over) faults.push(`“${words.slice(0, 40)}” lies over “${other.words.slice(0, 40)}”`);
        }
    });
    return faults;
}"""


def misfits(page):
    """Return what of the page's text cannot be read in full, in words."""
    return page.evaluate(_FAULTS)
