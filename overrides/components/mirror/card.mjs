// Writes the customer's name on a report card, if this browser has asked that customer.
import { arrived, read } from "./shelf.mjs";

const [card, label] = document.querySelectorAll("[data-card], [data-card] [data-label]");
const fragment = arrived();
const request = read().asked.find(({ quiz, nonce }) => quiz === card.dataset.card && fragment === `#c=${nonce}`);
if (request) label.textContent = request.label;
const button = /** @type {HTMLElement} */ (document.querySelector('[data-action="print"]'));
button.hidden = false;
button.addEventListener("click", () => print());
