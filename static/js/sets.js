// What taps on sets send, and the patterns by which the server says what they are.

/** A pattern of the server with its places, such as {key}, filled in. */
export const fill = (pattern, values) =>
  pattern.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);

/** The fields of a form as a button sends them. A lamp packs its own into one value, "set". */
export function fieldsOf(form, button) {
  const sent = [...new FormData(form, button)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const packed = sent.find(([name]) => name === "set")?.[1];
  const own = [...new URLSearchParams(packed)];
  const names = ["set", ...own.map(([name]) => name)];
  return [...sent.filter(([name]) => !names.includes(name)), ...own];
}

/** What an act does: "log", "change", "delete" or "restore" a set; undefined if it does none. */
export function kindOf({ address, key }, addresses) {
  const kinds = ["log", "change", "delete", "restore"];
  return kinds.find((kind) => pathOf(address) === fill(addresses[kind], { key }));
}

export const pathOf = (address) => address.split("?")[0];

/** Everything that an act says, in its address and in its fields. */
export const saidIn = ({ address, fields }) =>
  Object.fromEntries([...new URLSearchParams(address.split("?")[1]), ...fields]);
