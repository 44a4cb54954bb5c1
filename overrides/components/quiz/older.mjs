// Older versions of a quiz, which the site publishes. Loaded when a link of one is opened.

/**
 * @import { Scale } from "./score.mjs"
 * @typedef {{
 *   kind: Scale["kind"], titles: Record<string, string>, least?: number,
 *   items: [id: string, facet: string, left: string][], zones: [id: string, first: number, last: number][],
 * }} FrozenScale A scale as the site keeps it, in <fingerprint>.json.
 */

/**
 * Returns the version of the page's quiz that has this fingerprint, or null when the site has none.
 * @param {string} fingerprint
 * @returns {Promise<Scale | null>}
 */
export const loadOlderScale = async (fingerprint) => {
  try {
    const reply = await fetch(`${fingerprint}.json`);
    if (!reply.ok) return null;
    /** @type {FrozenScale} */
    const { kind, items, zones, titles, least } = await reply.json();
    return {
      kind, fingerprint, titles, least,
      items: items.map(([id, facet, left]) => ({ id, facet, left })),
      zones: zones.map(([id, first, last]) => ({ id, first, last })),
    };
  } catch {
    return null;
  }
};
