// Loads a video's player on a click, from a host that sets no cookies before playing.
for (const video of document.querySelectorAll("[data-video]")) {
  const [link, title] = video.querySelectorAll("a, strong");
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const player = document.createElement("iframe");
    player.src = /** @type {string} */ (video.dataset.player);
    player.title = title.textContent;
    player.allow = "fullscreen; picture-in-picture";
    player.referrerPolicy = "strict-origin";
    link.replaceWith(player);
    player.focus();
  });
}
