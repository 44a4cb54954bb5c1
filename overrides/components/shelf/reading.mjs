// Notes on the reader's shelf how far an article was read and whether a quiz was begun; the button "Save for later".
import { keepOffline } from "../offline/register.mjs";
import { addressOf, itemOf, putItem } from "./items.mjs";

/** @import { Item } from "./items.mjs" */

const STEP = 0.05;
const address = addressOf(location);

/** @type {(facts: Omit<Item, "address">) => boolean} */
const put = (facts) => {
  const isKept = putItem({ ...facts, address });
  if (isKept) keepOffline();
  return isKept;
};

// A path goes on with its next step; opened from a path, the page belongs to that one.
const putPath = () => {
  const bar = document.querySelector("[data-stop]:target") ?? document.querySelector("[data-stop]");
  const path = bar?.querySelector("a");
  if (!bar || !path) return;
  const next = /** @type {HTMLAnchorElement | null} */ (bar.querySelector("a[rel=next]"));
  putItem({
    kind: "path", address: addressOf(path), title: bar.getAttribute("aria-label") ?? "", done: !next, next: bar.dataset.next,
    name: next?.querySelector("b")?.textContent ?? undefined, to: next ? addressOf(next) + next.hash : undefined,
  });
};

/** @type {(article: HTMLElement) => void} */
const readArticle = (article) => {
  const text = /** @type {HTMLElement} */ (article.querySelector("[data-text]"));
  const about = { kind: /** @type {const} */ ("article"), id: article.dataset.article, title: article.querySelector("h1")?.textContent ?? "" };
  let far = itemOf(address)?.far ?? 0;

  const homework = () => [...article.querySelectorAll(".admonition.homework")].map((box) => (
    /** @type {[string, string]} */ ([box.id, box.querySelector(".admonition-title")?.textContent ?? ""])
  ));
  const look = () => {
    const { top, height } = text.getBoundingClientRect();
    const now = Math.min(1, Math.round(100 * (innerHeight - top) / height) / 100);
    if (now <= far || (now < far + STEP && now < 1)) return;
    far = now;
    // A short article is read in one go: only that it was read is worth a note.
    if (far < 1 && article.dataset.long === undefined) return;
    put({ ...about, far, done: far === 1, homework: far === 1 ? homework() : undefined });
    if (far === 1) putPath();
  };

  if (location.hash === "#left-off") {
    history.replaceState(null, "", location.pathname);
    const { top, height } = text.getBoundingClientRect();
    scrollTo(0, Math.max(0, scrollY + top + far * height - innerHeight));
  }
  addEventListener("scroll", look, { passive: true });

  const [save, link] = /** @type {NodeListOf<HTMLElement>} */ (article.querySelectorAll("[data-save], [data-save-shelf]"));
  const said = /** @type {HTMLElement} */ (save.querySelector("[data-said]"));
  const show = () => {
    const isSaved = itemOf(address)?.saved;
    save.classList.toggle("done", Boolean(isSaved));
    said.textContent = /** @type {string} */ (isSaved ? save.dataset.take : save.dataset.words);
    link.hidden = !isSaved;
  };
  save.addEventListener("click", () => {
    if (put({ ...about, saved: !itemOf(address)?.saved })) show();
    else said.textContent = /** @type {string} */ (save.dataset.failed);
  });
  show();
};

/** @type {(quiz: HTMLElement) => void} */
const takeQuiz = (quiz) => {
  const about = { kind: /** @type {const} */ ("quiz"), id: quiz.dataset.quiz, title: quiz.dataset.title ?? "" };
  quiz.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === "radio") put({ ...about, done: false });
  });
  const finish = () => {
    if (location.hash !== "#result" || !itemOf(address)) return;
    put({ ...about, done: true });
    putPath();
  };
  addEventListener("hashchange", finish);
};

const article = document.querySelector("[data-article]");
const quiz = document.querySelector("[data-quiz]");
if (article) readArticle(article);
else if (quiz) takeQuiz(quiz);
