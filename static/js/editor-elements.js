// What articles may hold beyond the editor's own: quotations, keys, lists of terms, folds, captions of tables.

import { Extension, Link, Mark, Node, Table, TableHeader, mergeAttributes } from "django-prose-editor/editor";

const kept = (names) => Object.fromEntries(names.map((name) => [name, { default: null }]));

const mark = (name, attributes = []) => Mark.create({
  name,
  addAttributes: () => kept(attributes),
  parseHTML: () => [{ tag: name }],
  renderHTML: ({ HTMLAttributes }) => [name, HTMLAttributes, 0],
});

const node = (name, settings) => Node.create({
  name,
  parseHTML: () => [{ tag: name }],
  renderHTML: ({ HTMLAttributes }) => [name, HTMLAttributes, 0],
  ...settings,
});

const MARKS = ["q", "cite", "kbd", "samp", "var", "mark", "small", "ins"];
const DETAILS = node("details", {
  group: "block",
  content: "summary block*",
  addAttributes: () => kept(["open"]),
  addNodeView: () => () => {
    const dom = Object.assign(document.createElement("details"), { open: true }); // to be written in
    return { dom, contentDOM: dom };
  },
});

export const Elements = Extension.create({
  name: "elements",
  addGlobalAttributes: () => [
    { types: ["paragraph", "heading", "blockquote", "listItem"], attributes: kept(["lang", "dir"]) },
  ],
  addExtensions: () => [
    ...MARKS.map((name) => mark(name)),
    mark("abbr", ["title", "lang"]),
    mark("time", ["datetime"]),
    node("dl", { group: "block", content: "(dt | dd)+" }),
    node("dt", { content: "inline*" }),
    node("dd", { content: "inline*" }),
    DETAILS,
    node("summary", { content: "inline*" }),
  ],
});

export const ArticleTable = Table.extend({
  addAttributes() {
    return {
      ...this.parent?.(),
      caption: { default: null, parseHTML: (table) => table.caption?.textContent ?? null, renderHTML: () => ({}) },
    };
  },
  parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
  renderHTML({ node: table, HTMLAttributes }) {
    const caption = table.attrs.caption ? [["caption", {}, table.attrs.caption]] : [];
    return ["table", mergeAttributes(this.options.HTMLAttributes, HTMLAttributes), ...caption, ["tbody", 0]];
  },
});

export const ArticleHeaderCell = TableHeader.extend({
  addAttributes() {
    return { ...this.parent?.(), ...kept(["scope"]) };
  },
});

export const ArticleLink = Link.extend({
  addAttributes() {
    const { title, ...others } = this.parent();
    return { ...others, title: { ...title, renderHTML: (attrs) => (attrs.title ? { title: attrs.title } : {}) } };
  },
});
