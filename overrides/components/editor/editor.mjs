// The editor at /admin/: Sveltia CMS with our forms, file formats, blocks and styles.
import CMS from "@sveltia/cms";
import { makeBlocks } from "./blocks.mjs";
import { fileFormat } from "./format.mjs";

const { config, styles } = document.body.dataset;
const response = await fetch(/** @type {string} */ (config));
const { cms, formats, blocks, quizzes } = await response.json();

for (const { name, shape, text, entries } of formats) {
  CMS.registerCustomFormat(name, text ? "md" : "yml", fileFormat(shape, { text, entries }));
}
for (const block of makeBlocks(blocks, quizzes)) CMS.registerEditorComponent(block);
for (const style of ["assets/site.css", "components/editor/preview.css"]) {
  CMS.registerPreviewStyle(new URL(`${styles}${style}`, location.href).href);
}
for (const { name } of cms.collections.filter((/** @type {any} */ { extension }) => extension === "md")) CMS.registerPreviewTemplate(name, preview);
CMS.init({ config: cms });

/**
 * The preview of an article, page or letter: title, description and text as readers see them; of other forms, each field.
 * @param {any} props
 */
function preview({ entry, widgetFor }) {
  const { h } = /** @type {any} */ (window);
  const said = (/** @type {string} */ key) => entry.getIn(["data", key]) ?? "";
  return h(
    "article",
    { className: "preview" },
    h("h1", {}, said("title")),
    h("p", { className: "lead" }, said("description")),
    h("div", {}, widgetFor("body")),
  );
}
