// Firefox ESR 153 lacks the one command for media features that Playwright sends to every page. Loaded
// into Playwright's own process, this takes the refusal as an answer; nothing else is altered.
const parse = JSON.parse;
JSON.parse = (text, ...more) => {
  const read = parse(text, ...more);
  if (read?.error === "unknown command" && read.message?.includes("setMediaFeaturesOverride")) {
    return { type: "success", id: read.id, result: {} };
  }
  return read;
};
