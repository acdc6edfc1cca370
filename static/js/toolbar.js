// Above the text of a comment form stands a row of buttons that write Markdown around what is selected, with
// Ctrl or ⌘ and B, I, K as keys inside the text. What they insert can be undone like typing. The row is one stop
// of the Tab key; arrows walk it. Without this script there is no row.

const words = document.querySelector("[data-words]")?.dataset ?? {};
const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const withKey = (key) => (isMac ? `⌘${key}` : `Ctrl+${key}`);

const ICONS = {
  bold: "M7 4h6.5a4 4 0 0 1 0 8H7zM7 12h7.5a4 4 0 0 1 0 8H7z",
  italic: "M10 4h8M6 20h8M14 4l-4 16",
  quote: "M5 5v14M10 7h9M10 12h9M10 17h6",
  code: "M8 7l-5 5 5 5M16 7l5 5-5 5",
  list: "M4 6h.01M4 12h.01M4 18h.01M9 6h11M9 12h11M9 18h11",
  link: "M10 14a4 4 0 0 0 6 .4l3-3a4 4 0 0 0-5.7-5.7l-1.6 1.6M14 10a4 4 0 0 0-6-.4l-3 3a4 4 0 0 0 5.7 5.7l1.6-1.6",
};

const TOOLS = [
  { name: "bold", key: "b", use: (text) => wrap(text, "**") },
  { name: "italic", key: "i", use: (text) => wrap(text, "*") },
  { name: "quote", use: (text) => prefix(text, "> ") },
  { name: "code", use: (text) => (selected(text).includes("\n") ? fence(text) : wrap(text, "`")) },
  { name: "list", use: (text) => prefix(text, "- ") },
  { name: "link", key: "k", use: link },
];

const selected = (text) => text.value.slice(text.selectionStart, text.selectionEnd);

// Typed, as far as the browser is concerned, so that its own undo takes it back.
function replace(text, start, end, by) {
  text.focus();
  text.setSelectionRange(start, end);
  if (document.execCommand(by ? "insertText" : "delete", false, by) && text.value.startsWith(by, start)) return;
  text.setRangeText(by, start, end, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
}

// The marks stand close to the words, or they would be no Markdown; pressed again, they go.
function wrap(text, mark) {
  const inside = selected(text);
  const start = text.selectionStart + (inside.length - inside.trimStart().length);
  const bare = inside.trim();
  const end = start + bare.length;
  const size = mark.length;
  const isMarked = bare && text.value.slice(start - size, start) === mark && text.value.startsWith(mark, end);
  if (isMarked) {
    replace(text, start - size, end + size, bare);
    text.setSelectionRange(start - size, end - size);
    return;
  }
  replace(text, start, end, `${mark}${bare}${mark}`);
  text.setSelectionRange(start + size, end + size);
}

function prefix(text, mark) {
  const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
  const after = text.value.indexOf("\n", Math.max(text.selectionEnd - (selected(text).endsWith("\n") ? 1 : 0), start));
  const end = after < 0 ? text.value.length : after;
  const lines = text.value.slice(start, end).split("\n");
  const isMarked = lines.every((line) => line.startsWith(mark));
  const marked = lines.map((line) => (isMarked ? line.slice(mark.length) : mark + line)).join("\n");
  replace(text, start, end, marked);
  text.setSelectionRange(lines.length > 1 ? start : start + marked.length, start + marked.length);
}

function fence(text) {
  const start = text.selectionStart;
  const inside = selected(text);
  replace(text, start, text.selectionEnd, `\`\`\`\n${inside}\n\`\`\``);
  text.setSelectionRange(start + 4, start + 4 + inside.length);
}

// An address that is selected becomes the target, words become the words; what lacks is selected to be typed over.
function link(text) {
  const start = text.selectionStart;
  const inside = selected(text).trim();
  const isAddress = /^(https?:\/\/|www\.)\S+$/i.test(inside);
  const [shown, target] = isAddress ? [words.toolLinkWords, inside] : [inside || words.toolLinkWords, "https://"];
  replace(text, start, text.selectionEnd, `[${shown}](${target})`);
  const from = isAddress || !inside ? start + 1 : start + shown.length + 3;
  text.setSelectionRange(from, from + (isAddress || !inside ? shown : target).length);
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}

function button({ name, key, use }, text) {
  const made = document.createElement("button");
  const label = words[`tool${name[0].toUpperCase()}${name.slice(1)}`] ?? name;
  made.type = "button";
  made.className = "toolbar-button";
  made.tabIndex = -1;
  made.setAttribute("aria-label", label);
  made.title = key ? `${label} (${withKey(key.toUpperCase())})` : label;
  if (key) made.setAttribute("aria-keyshortcuts", `${isMac ? "Meta" : "Control"}+${key.toUpperCase()}`);
  made.append(icon(name));
  made.addEventListener("click", () => use(text));
  return made;
}

function walk(event) {
  const row = event.currentTarget;
  const all = [...row.children];
  const isRtl = getComputedStyle(row).direction === "rtl";
  const at = all.indexOf(document.activeElement);
  const steps = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1, Home: -at, End: all.length - 1 - at };
  if (!(event.key in steps)) return;
  event.preventDefault();
  const next = all[(at + steps[event.key] + all.length) % all.length];
  for (const each of all) each.tabIndex = each === next ? 0 : -1;
  next.focus();
}

function equip(form) {
  const text = form.elements.body;
  if (!text || text.readOnly || form.querySelector("[role=toolbar]")) return;
  const row = document.createElement("div");
  row.className = "toolbar";
  row.setAttribute("role", "toolbar");
  row.setAttribute("aria-label", words.toolbar);
  row.append(...TOOLS.map((tool) => button(tool, text)));
  row.firstChild.tabIndex = 0;
  row.addEventListener("keydown", walk);
  text.before(row);
  text.addEventListener("keydown", (event) => {
    const isOurs = (isMac ? event.metaKey : event.ctrlKey) && !event.shiftKey && !event.altKey;
    const tool = isOurs && TOOLS.find(({ key }) => key === event.key.toLowerCase());
    if (!tool) return;
    event.preventDefault();
    tool.use(text);
  });
}

function equipAll(within) {
  if (within.matches?.("[data-comment-form]")) equip(within);
  within.querySelectorAll?.("[data-comment-form]").forEach(equip);
}

document.addEventListener("htmx:load", ({ target }) => equipAll(target));
equipAll(document);
