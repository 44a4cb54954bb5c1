// What a page's text was before a save, and where it has become another.
const BLOCK = ":not(a, abbr, b, bdi, bdo, br, cite, code, del, dfn, em, i, img, input, ins, kbd, label, mark, picture, q, s, samp, small, source, span, strong, sub, sup, svg, svg *, time, u, var, wbr)";
const SAID = ["href", "src", "alt"];

/**
 * Returns the blocks in these places with what each shows, in order; of blocks within a block each has its own words only.
 * @type {(places: Iterable<Element>) => Map<Element, string>}
 */
export const blocksIn = (places) => {
  const found = /** @type {Map<Element, string>} */ (new Map());
  for (const place of places) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const element = node instanceof Element ? node : node.parentElement;
      const block = element?.closest(BLOCK);
      const words = node instanceof Element ? `<${[node.localName, ...SAID.map((name) => node.getAttribute(name) ?? "")].join(" ")}>` : node.nodeValue?.trim();
      if (block && words) found.set(block, (found.get(block) ?? "") + words);
    }
  }
  return found;
};

/**
 * Returns the first block that differs from what stood there before, and whether it is new; of blocks that were taken
 * out, the one that follows. Undefined if nothing differs.
 * @type {(before: string[], blocks: Map<Element, string>) => { block: Element, isNew: boolean } | undefined}
 */
export const firstChange = (before, blocks) => {
  const now = [...blocks];
  const at = now.findIndex(([, words], index) => words !== before[index]);
  if (at < 0 && now.length === before.length) return undefined;
  const [block, words] = now.at(at) ?? [];
  return block && words !== undefined ? { block, isNew: !before.includes(words) } : undefined;
};
