// Turns the written-out mail address into a link, whose address is joined only when a reader comes to it.
for (const reply of document.querySelectorAll("[data-reply]")) {
  const link = reply.querySelector("a");
  const { name, host, subject } = reply.dataset;
  const join = () => { link.href = `mailto:${encodeURIComponent(name)}@${host}?subject=${encodeURIComponent(subject)}`; };
  link.href = "mailto:";
  for (const event of ["pointerenter", "focus", "click"]) link.addEventListener(event, join);
  link.hidden = false;
  reply.querySelector("[data-reply-plain]").hidden = true;
}
