// Turns the spelled-out mail address into a link, whose href is set only when a reader reaches it.
for (const reply of document.querySelectorAll("[data-reply]")) {
  const [link, plain] = /** @type {NodeListOf<HTMLAnchorElement>} */ (reply.querySelectorAll("a, [data-reply-plain]"));
  const { name, host, subject } = /** @type {Record<string, string>} */ (reply.dataset);
  const join = () => { link.href = `mailto:${encodeURIComponent(name)}@${host}?subject=${encodeURIComponent(subject)}`; };
  link.href = "mailto:";
  for (const event of ["pointerenter", "focus", "click"]) link.addEventListener(event, join);
  link.hidden = false;
  plain.hidden = true;
}
