// What travels between a salesperson, a customer and a colleague; the reference is coach/quizzes/mirror_tokens.py.
import { packSheet, seal, sheetSize, unpackSheet, unseal } from "../quiz/score.mjs";

export const INVITE = 2, REPLY = 3, BUNDLE = 4, SUM = 5;

// The content of a token of this kind and scale, or null.
export const contentOf = (kind, { fingerprint }, token) => {
  const found = unseal(kind, token);
  return found?.fingerprint === fingerprint ? found.content : null;
};

const pair = (nonce) => [nonce >> 8, nonce & 255];
export const nonceIn = ([high, low]) => high * 256 + low;

// One line without controls, blanks of other kinds and marks that turn text round; at most 200 characters.
export const cleanComment = (text) => {
  const whole = new TextDecoder().decode(new TextEncoder().encode(text)).replace(/[\x00-\x20\x7f-\xa0\u2028-\u202e\u2066-\u2069\ufeff]+/g, " ");
  return [...whole.replace(/^ /, "")].slice(0, 200).join("").replace(/ $/, "");
};

export const packInvite = ({ fingerprint }, nonce) => seal(INVITE, fingerprint, pair(nonce));

export const packOne = (scale, { nonce, answers }) => [...pair(nonce), ...packSheet(scale, answers)];

export const unpackReply = (scale, token) => {
  const bytes = contentOf(REPLY, scale, token);
  const end = 2 + sheetSize(scale);
  const answers = bytes && unpackSheet(scale, bytes.slice(2, end));
  if (!answers) return null;
  try {
    const comment = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(new Uint8Array(bytes.slice(end)));
    return cleanComment(comment) === comment ? { nonce: nonceIn(bytes), answers, comment } : null;
  } catch {
    return null;
  }
};

export const packBundle = (scale, mine, replies) =>
  seal(BUNDLE, scale.fingerprint, [...packSheet(scale, mine), ...replies.slice(0, 12).flatMap((reply) => packOne(scale, reply))]);

export const unpackBundle = (scale, token) => {
  const bytes = contentOf(BUNDLE, scale, token);
  const size = sheetSize(scale);
  const mine = bytes && unpackSheet(scale, bytes.splice(0, size));
  const replies = [];
  while (mine && bytes.length) {
    const one = bytes.splice(0, 2 + size);
    replies.push({ nonce: nonceIn(one), answers: unpackSheet(scale, one.slice(2)), comment: "" });
  }
  const sound = mine && replies.length < 13 && replies.every(({ answers }) => answers) && new Set(replies.map(({ nonce }) => nonce)).size === replies.length;
  return sound ? { mine, replies } : null;
};

export const partIds = ({ kind, items }) => ["whole", ...(kind === "profile" ? new Set(items.map(({ facet }) => facet)) : items.map(({ id }) => id))];

export const unpackSum = (scale, token) => {
  const [people, ...means] = contentOf(SUM, scale, token) ?? [];
  const ids = partIds(scale);
  const sound = people > 2 && means.length === ids.length && means.every((mean) => mean < 101 || mean === 255);
  return sound ? { people, means: Object.fromEntries(ids.map((id, at) => [id, means[at] === 255 ? null : means[at]])) } : null;
};

// Every token behind "#<letter>=" in a text, also where a mail program has rewritten the address.
export const findTokens = (text, letters) =>
  [...new Map([...text.matchAll(RegExp(`(?:#|%23)([${letters}])(?:=|%3D)([\\w-]+)`, "gi"))].map(([, letter, token]) => [token, { letter, token }])).values()];
