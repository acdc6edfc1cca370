// What is pasted comes clean: Word's made-up lists become lists, styles become what they mean, and a picture
// that cannot come along leaves a gap that says so.

import { Extension, Plugin } from "django-prose-editor/editor";

const words = document.querySelector("[data-editor-words]")?.dataset ?? {};
const MSO_LIST = /mso-list:\s*l\d+\s+level(\d+)/i;
const MSO_MARKER = /mso-list:\s*ignore/i;
const NUMBERED = /^[\s(]*(?:\d+|[a-z]|[ivxlc]+)[.)]/i;
const styleOf = (element) => element.dataset.style ?? "";

/** Parse what was pasted, its styles set aside first: the page's policy refuses them, and reports each. */
function parsed(html) {
  const bare = html.replace(/<style\b[^]*?<\/style>/gi, "")
    .replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  return new DOMParser().parseFromString(bare, "text/html");
}

// --- Word's lists ----------------------------------------------------------------------------------

function itemOf(paragraph) {
  const level = MSO_LIST.exec(styleOf(paragraph));
  if (!level) return null;
  const marker = [...paragraph.querySelectorAll("span")].find((span) => MSO_MARKER.test(styleOf(span)));
  const text = marker?.textContent ?? "";
  marker?.remove();
  return { level: Number(level[1]), tag: NUMBERED.test(text) ? "ol" : "ul", content: [...paragraph.childNodes] };
}

/** Where an item of this level goes: the open list of its level and kind, or a new one inside the item above. */
function listFor(open, { level, tag }, before) {
  while (open.length && open.at(-1).level > level) open.pop();
  const top = open.at(-1);
  if (top?.level === level && top.list.localName === tag) return top.list;
  if (top?.level === level) open.pop();
  const list = before.ownerDocument.createElement(tag);
  const parent = open.at(-1)?.list.lastElementChild;
  if (parent) parent.append(list);
  else before.before(list);
  open.push({ level, list });
  return list;
}

function makeLists(page) {
  let open = [];
  let last = null;
  for (const paragraph of page.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    const item = itemOf(paragraph);
    if (!item || (last && paragraph.previousElementSibling !== last)) open = [];
    last = null;
    if (!item) continue;
    const entry = page.createElement("li");
    const line = page.createElement("p");
    line.append(...item.content);
    entry.append(line);
    listFor(open, item, paragraph).append(entry);
    last = open[0].list;
    paragraph.remove();
  }
}

// --- Styles ----------------------------------------------------------------------------------------

const MEANINGS = [
  [/font-weight:\s*(?:bold|[6-9]00)/i, "strong"],
  [/font-style:\s*italic/i, "em"],
  [/text-decoration[^;]*line-through/i, "s"],
  [/vertical-align:\s*super/i, "sup"],
  [/vertical-align:\s*sub/i, "sub"],
];

function meanings(page) {
  for (const wrapper of page.querySelectorAll("b")) {
    if (/(?:^|[;\s])font-weight:\s*normal/i.test(styleOf(wrapper))) wrapper.replaceWith(...wrapper.childNodes); // Google's envelope
  }
  for (const span of page.querySelectorAll("span[data-style]")) {
    for (const [pattern, tag] of MEANINGS) {
      if (!pattern.test(styleOf(span)) || span.closest("h1, h2, h3, h4, h5, h6")) continue;
      const meant = page.createElement(tag);
      meant.append(...span.childNodes);
      span.append(meant);
    }
  }
  for (const element of page.querySelectorAll("[data-style], [class], [dir=ltr]")) {
    for (const name of ["data-style", "dir"]) element.removeAttribute(name);
    if (!element.matches("code")) element.removeAttribute("class");
  }
}

function headings(page) {
  const renamed = { h1: "h2", h5: "h4", h6: "h4" };
  for (const old of page.querySelectorAll(Object.keys(renamed).join())) {
    const heading = page.createElement(renamed[old.localName]);
    heading.append(...old.childNodes);
    old.replaceWith(heading);
  }
}

// --- Pictures --------------------------------------------------------------------------------------

const FILE_NAME = /^(?!data:).*?([^/\\]{1,100}\.(?:png|jpe?g|gif|webp|heic|svg))(?:[?#].*)?$/i;

function fileIn(address, name) {
  const [, type, data] = /^data:(image\/[a-z+.-]+);base64,([A-Za-z0-9+/=\s]+)$/.exec(address) ?? [];
  if (!data) return null;
  try {
    return new File([Uint8Array.from(atob(data), (char) => char.charCodeAt(0))], name, { type });
  } catch {
    return null;
  }
}

/** Leave a gap for each picture, and return those whose bytes came along. */
function pictures(page) {
  const files = [];
  for (const image of page.querySelectorAll("img, v\\:imagedata")) {
    const address = image.getAttribute("src") ?? "";
    if (address.startsWith("/media/")) continue;
    const alt = image.getAttribute("alt")?.trim().slice(0, 300) ?? "";
    const name = alt.slice(0, 100) || FILE_NAME.exec(address)?.[1] || words.noName;
    let gap = `⟦${words.gap.replace("{name}", name)}⟧`;
    const file = fileIn(address, name);
    if (file) {
      gap = gap.replace("⟧", ` ${files.length + 1}⟧`);
      files.push({ file, gap, alt });
    }
    const paragraph = page.createElement("p");
    paragraph.textContent = gap;
    const around = image.closest("p, h1, h2, h3, h4");
    if (around) around.after(paragraph);
    else image.before(paragraph);
    image.remove();
    if (around && !around.textContent.trim() && !around.querySelector("img")) around.remove();
  }
  return files;
}

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  addProseMirrorPlugins() {
    return [new Plugin({
      props: {
        transformPastedHTML(html, view) {
          // ProseMirror marks what was copied from itself: that is clean, and its wrappers carry meaning.
          if (html.includes("data-pm-slice")) return html;
          const page = parsed(html);
          makeLists(page);
          const files = pictures(page);
          headings(page);
          meanings(page);
          // The text is put in first, then the pictures take their places.
          setTimeout(() => files.forEach((detail) => view.dom.dispatchEvent(new CustomEvent("editor:upload", { detail }))));
          return page.body.innerHTML;
        },
      },
    })];
  },
});
