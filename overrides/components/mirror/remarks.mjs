// What customers have written, and whether others may see it. Loaded when somebody has written something.
import { fill } from "../words/words.mjs";

/**
 * @import { Words } from "../words/words.mjs"
 * @import { View } from "./overlay.mjs"
 * @import { make, Page } from "./shelf.mjs"
 */

/**
 * Adds the remarks of these customers to the page, with what stands on paper in place of their names.
 * @param {ParentNode} root Has the template.
 * @param {Words} words
 * @param {View[]} shown
 * @param {Page} page
 * @param {typeof make} copyOf Returns a copy of a template.
 */
export const writeRemarks = (root, words, shown, page, copyOf) => {
  for (const { label, unnamed = "", comment, quotable } of shown) {
    if (!comment) continue;
    const words_ = words[quotable ? "quotable" : "private"];
    const remark = copyOf(root, "comment", { comment, label: fill(words_, { label }) });
    remark.slot("label").dataset.unnamed = fill(words_, { label: unnamed });
    remark.slot("remark").toggleAttribute("data-may-show", quotable);
    page.slot("comments").append(remark);
  }
};
