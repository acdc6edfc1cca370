// What is pasted comes clean: Word's made-up lists become lists, styles become what they mean, and a picture
// that cannot come along leaves a gap that says so.

import { Extension, Plugin, pm } from "django-prose-editor/editor";

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

function renamed(element, name) {
  const other = element.ownerDocument.createElement(name);
  other.append(...element.childNodes);
  element.replaceWith(other);
  return other;
}

// --- Word's lists ----------------------------------------------------------------------------------

/** Word on the web makes a list of each item, with its level beside it: say that as Word itself does. */
function fromTheWeb(page) {
  for (const list of page.querySelectorAll(":is(ul, ol):has(> li[data-aria-level])")) {
    const lines = [...list.children].map((item) => {
      const line = page.createElement("p");
      const marker = page.createElement("span");
      line.dataset.style = `mso-list:l0 level${item.dataset.ariaLevel}`;
      marker.dataset.style = "mso-list:ignore";
      marker.textContent = list.localName === "ol" ? `${item.dataset.ariaPosinset ?? 1}.` : "·";
      line.append(marker, ...(item.querySelector("p") ?? item).childNodes);
      return line;
    });
    (list.closest(".ListContainerWrapper") ?? list).replaceWith(...lines);
  }
}

function itemOf(paragraph) {
  const level = MSO_LIST.exec(styleOf(paragraph));
  if (!level) return null;
  const marker = [...paragraph.querySelectorAll("span")].find((span) => MSO_MARKER.test(styleOf(span)));
  const text = marker?.textContent ?? "";
  marker?.remove();
  if (paragraph.localName !== "p") return null; // a numbered heading is no list
  const start = Number(text.match(/\d+/g)?.at(-1) ?? 1);
  return { level: Number(level[1]), tag: NUMBERED.test(text) ? "ol" : "ul", start, content: [...paragraph.childNodes] };
}

/** Where an item of this level goes: the open list of its level and kind, or a new one inside the item above. */
function listFor(open, { level, tag, start }, before) {
  while (open.length && open.at(-1).level > level) open.pop();
  const top = open.at(-1);
  if (top?.level === level && top.list.localName === tag) return top.list;
  if (top?.level === level) open.pop();
  const list = before.ownerDocument.createElement(tag);
  if (tag === "ol" && start > 1) list.start = start; // it goes on below words that stand between
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
    element.removeAttribute("data-style");
    if (element.dir === "ltr") element.removeAttribute("dir");
    if (!element.matches("code, figure.embed")) element.removeAttribute("class");
  }
}

function headings(page) {
  for (const old of page.querySelectorAll("h1, h5, h6, p[role=heading]")) {
    const level = Number(old.getAttribute("aria-level") ?? old.localName[1]) || 2;
    renamed(old, `h${Math.min(4, Math.max(2, level))}`);
  }
}

/** Links to places in the document that stayed behind: notes, headings, bookmarks. */
function deadLinks(page) {
  for (const link of page.querySelectorAll("a[href^='#']")) link.replaceWith(...link.childNodes);
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

/** Return the path of a picture of this site, which a browser copies with its host; "" of all others. */
function ownPath(address) {
  if (!URL.canParse(address, location.href)) return "";
  const { origin, pathname } = new URL(address, location.href);
  return origin === location.origin && pathname.startsWith("/media/") ? pathname : "";
}

const captionsOf = (figure) => [...figure.querySelectorAll("figcaption")].filter((each) => each.closest("figure") === figure);

/** Take a figure apart whose picture does not come along: its caption becomes a line. */
function openFigure(figure) {
  for (const caption of captionsOf(figure)) renamed(caption, "p");
  figure.replaceWith(...figure.childNodes);
}

/** Return what a figure shows where it is one thing that the editor's figures hold, and nothing else; else null. */
function shownIn(figure) {
  const rest = figure.cloneNode(true);
  for (const caption of rest.querySelectorAll("figcaption")) caption.remove();
  const blocks = "img, table, pre, blockquote";
  const shown = [...figure.querySelectorAll(blocks)].filter((each) => !each.parentElement.closest(blocks));
  rest.querySelector(blocks)?.remove();
  return shown.length === 1 && !rest.textContent.trim() && !figure.querySelector("figure") ? shown[0] : null;
}

/** Leave figures with one thing in them, embeds with their link; others are opened, the innermost first. */
function figures(page) {
  for (const figure of [...page.querySelectorAll("figure")].reverse()) {
    const isEmbed = figure.matches(".embed");
    const shown = isEmbed ? figure.querySelector("a[href]") : shownIn(figure);
    if (shown) figure.replaceChildren(shown, ...(isEmbed ? [] : captionsOf(figure).slice(0, 1)));
    else openFigure(figure);
  }
}

/** Put the line in place of the picture, behind the words around it and the lines that are there already. */
function leave(line, image, lines) {
  const around = image.closest("p, h1, h2, h3, h4");
  if (!around) return image.replaceWith(line);
  (lines.get(around) ?? around).after(line);
  lines.set(around, line);
  image.remove();
  if (!around.textContent.trim() && !around.querySelector("img")) around.remove();
}

/** Leave a gap for each picture, and return those whose bytes came along. */
function pictures(page) {
  const files = [];
  const lines = new Map();
  for (const box of page.querySelectorAll("img[aria-roledescription=checkbox]")) box.remove(); // of Google's lists
  for (const image of page.querySelectorAll("img, v\\:imagedata")) {
    const address = image.getAttribute("src") ?? "";
    const own = ownPath(address);
    if (own) {
      image.setAttribute("src", own);
      continue;
    }
    const alt = image.getAttribute("alt")?.trim().slice(0, 300) ?? "";
    const { src, lazySrc, original } = image.dataset; // of pages whose pictures come later: theirs is a dot till then
    const awaited = src || lazySrc || original;
    const name = alt.slice(0, 100) || FILE_NAME.exec(awaited || address)?.[1] || words.noName;
    let gap = `⟦${words.gap.replace("{name}", name)}⟧`;
    const file = awaited ? null : fileIn(address, name);
    if (file) {
      gap = gap.replace("⟧", ` ${files.length + 1}⟧`);
      files.push({ file, gap, alt });
    }
    const figure = image.closest("figure");
    if (figure) openFigure(figure);
    leave(Object.assign(page.createElement("p"), { textContent: gap }), image, lines);
  }
  return files;
}

/** Keep the language and the direction of a first line: an empty one, on which it is pasted, has none of its own. */
function withItsOwnLine(slice, { state: { selection: { empty, $from } } }) {
  const first = slice.content.firstChild;
  const takesOver = empty && $from.parent.isTextblock && !$from.parent.content.size && slice.openStart === 1;
  if (!takesOver || !first.type.isTextblock || !(first.attrs.dir || first.attrs.lang)) return slice;
  return new pm.model.Slice(slice.content, 0, slice.content.childCount > 1 ? slice.openEnd : 0);
}

export const CleanPaste = Extension.create({
  name: "cleanPaste",
  addProseMirrorPlugins() {
    return [new Plugin({
      props: {
        transformPasted: withItsOwnLine,
        transformPastedHTML(html, view) {
          // ProseMirror marks what was copied from itself: that is clean, and its wrappers carry meaning.
          if (html.includes("data-pm-slice")) return html;
          const page = parsed(html);
          fromTheWeb(page);
          makeLists(page);
          const files = pictures(page);
          figures(page);
          headings(page);
          deadLinks(page);
          meanings(page);
          // The text is put in first, then the pictures take their places.
          if (files.length) setTimeout(() => view.dom.dispatchEvent(new CustomEvent("editor:upload", { detail: files })));
          return page.body.innerHTML;
        },
      },
    })];
  },
});
