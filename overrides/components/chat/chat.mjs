// Practice: the rep's lines are covered; say yours, then look.
for (const chat of document.querySelectorAll("[data-chat]")) {
  const lines = [...chat.querySelectorAll('[data-speaker="rep"] [data-words]')];
  const [practise, button] = chat.querySelectorAll("[data-chat-practise], [data-chat-practise] button");
  if (!lines.length) continue;
  /** @type {(line: HTMLElement) => void} */
  const cover = (line) => {
    const look = document.createElement("button");
    look.type = "button";
    look.className = "chat__look";
    look.textContent = /** @type {string} */ (line.dataset.look);
    look.addEventListener("click", () => { look.remove(); line.hidden = false; line.tabIndex = -1; line.focus(); });
    line.hidden = true;
    line.after(look);
  };
  /** @type {(line: HTMLElement) => void} */
  const uncover = (line) => {
    line.parentElement?.querySelector(".chat__look")?.remove();
    line.hidden = false;
  };
  practise.hidden = false;
  button.addEventListener("click", () => {
    const covered = button.getAttribute("aria-pressed") === "true";
    lines.forEach(covered ? uncover : cover);
    button.setAttribute("aria-pressed", String(!covered));
    button.textContent = /** @type {string} */ (covered ? button.dataset.cover : button.dataset.uncover);
  });
}
