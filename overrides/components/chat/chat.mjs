// Practice: the rep's lines are covered; say yours, then look.
for (const chat of document.querySelectorAll("[data-chat]")) {
  const lines = [...chat.querySelectorAll('[data-speaker="rep"] [data-words]')];
  const button = chat.querySelector("[data-chat-practise] button");
  if (!lines.length) continue;
  const cover = (line) => {
    const look = document.createElement("button");
    look.type = "button";
    look.className = "chat__look";
    look.textContent = line.dataset.look;
    look.addEventListener("click", () => { look.remove(); line.hidden = false; line.tabIndex = -1; line.focus(); });
    line.hidden = true;
    line.after(look);
  };
  const uncover = (line) => {
    line.parentElement.querySelector(".chat__look")?.remove();
    line.hidden = false;
  };
  button.parentElement.hidden = false;
  button.addEventListener("click", () => {
    const covered = button.getAttribute("aria-pressed") === "true";
    lines.forEach(uncover);
    if (!covered) lines.forEach(cover);
    button.setAttribute("aria-pressed", String(!covered));
    button.textContent = covered ? button.dataset.cover : button.dataset.uncover;
  });
}
