// Words come from templates; {names} in them are filled in here.
export const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
