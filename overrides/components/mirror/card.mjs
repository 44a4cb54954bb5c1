// Writes on a report card whom it is for, when this browser has asked that customer.
import { arrived, read } from "./shelf.mjs";

const card = document.querySelector("[data-card]");
const fragment = arrived();
const request = read().asked.find(({ quiz, nonce }) => quiz === card.dataset.card && fragment === `#c=${nonce}`);
if (request) card.querySelector("[data-label]").textContent = request.label;
const button = document.querySelector('[data-action="print"]');
button.hidden = false;
button.addEventListener("click", () => print());
