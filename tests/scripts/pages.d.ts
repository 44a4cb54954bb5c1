// What the scripts know of the pages they run in.

interface Window {
  /** What stood behind the # of the address, without the #, since arrive.js took it out. */
  arrived?: string;
}

/** Pages are HTML: a selector finds HTML elements, unless a script says otherwise. */
interface ParentNode {
  querySelector<K extends keyof HTMLElementTagNameMap>(selectors: K): HTMLElementTagNameMap[K] | null;
  querySelector<E extends Element = HTMLElement>(selectors: string): E | null;
  querySelectorAll<K extends keyof HTMLElementTagNameMap>(selectors: K): NodeListOf<HTMLElementTagNameMap[K]>;
  querySelectorAll<E extends Element = HTMLElement>(selectors: string): NodeListOf<E>;
}

interface Element {
  closest<K extends keyof HTMLElementTagNameMap>(selector: K): HTMLElementTagNameMap[K] | null;
  closest<E extends Element = HTMLElement>(selectors: string): E | null;
}

/** A copy is of the same kind as the original; TypeScript's own list knows only that it is a node. */
interface DocumentFragment {
  cloneNode(subtree?: boolean): DocumentFragment;
}

/** Pagefind's script, as far as we use it; it is loaded by an address that is known only in the page. */
interface Pagefind {
  options(options: object): Promise<void>;
  init(): Promise<void>;
  destroy(): Promise<void>;
  mergeIndex(base: string, options: object): Promise<void>;
  search(query: string): Promise<{ results: PagefindResult[] }>;
}

interface PagefindResult {
  id: string;
  score: number;
  data(): Promise<{ url: string; excerpt: string; meta: Record<string, string> }>;
}
