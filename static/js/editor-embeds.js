// Films and posts of other hosts: put in by their address, shown as a picture of ours that says what it leads to.
// Which frame a click would show is the server's to say (content/embeds.py).

import { Extension, Node } from "django-prose-editor/editor";

const words = document.querySelector("[data-editor-words]")?.dataset ?? {};
const ICON = '<svg viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" stroke-width="2" aria-hidden="true"><rect x="3" y="5" width="18" height="14" rx="2"/><path d="M10 9v6l5-3z" fill="currentColor"/></svg>';

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

function field(name, label, properties) {
  const input = make("input", { id: `embed-${name}`, name, ...properties });
  return [make("label", { htmlFor: input.id, textContent: label }), input];
}

/** A new one has a line below it, where the writer goes on; one that is chosen gives way to what was changed. */
function put(editor, attrs, isNew) {
  const below = isNew ? [{ type: "paragraph" }] : [];
  editor.chain().focus().insertContent([{ type: "embed", attrs }, ...below]).run();
}

function openDialog(editor, { href = "", title = "" } = {}) {
  const form = make("form", { method: "dialog" },
    ...field("href", words.embedAddress, { type: "url", required: true, pattern: "https://.+", value: href }),
    ...field("title", words.embedTitle, { type: "text", required: true, maxLength: 200, value: title }),
    make("button", { className: "button", textContent: words.done }));
  const dialog = make("dialog", { className: "picture-dialog" }, make("h2", { textContent: words.embed }), form);
  const close = make("button", { type: "button", className: "button", textContent: words.close });
  close.addEventListener("click", () => dialog.close());
  form.append(close);
  dialog.setAttribute("aria-label", words.embed);
  form.addEventListener("submit", () => {
    const data = new FormData(form);
    const attrs = { href: data.get("href").trim(), title: data.get("title").trim() };
    put(editor, attrs, !href);
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

export const Embed = Node.create({
  name: "embed",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes: () => ({
    href: { default: "", parseHTML: (figure) => figure.querySelector("a")?.getAttribute("href") ?? "", renderHTML: () => ({}) },
    title: { default: "", parseHTML: (figure) => figure.textContent.trim(), renderHTML: () => ({}) },
  }),
  parseHTML: () => [{ tag: "figure.embed", priority: 60 }], // before the figures of pictures
  renderHTML: ({ node: { attrs } }) => ["figure", { class: "embed" }, ["a", { href: attrs.href }, attrs.title || attrs.href]],
  addKeyboardShortcuts() {
    // One that stands before words, or behind them, is chosen before it is deleted.
    const choose = (side, command) => ({ editor }) => {
      const { empty, $from } = editor.state.selection;
      if (!empty || !$from.depth || !$from.parent.content.size) return false;
      const $beside = editor.state.doc.resolve(side === "nodeBefore" ? $from.before() : $from.after());
      return $beside[side]?.type === this.type && editor.commands[command]();
    };
    return { Backspace: choose("nodeBefore", "selectNodeBackward"), Delete: choose("nodeAfter", "selectNodeForward") };
  },
});

export const Embeds = Extension.create({
  name: "embeds",
  addMenuItems({ buttons, menu }) {
    menu.defineItem({
      name: "embed",
      groups: "nodes",
      priority: 90,
      button: buttons.svg(ICON, words.embed),
      active: (editor) => editor.isActive("embed"),
      command: (editor) => openDialog(editor, editor.isActive("embed") ? editor.getAttributes("embed") : {}),
    });
  },
});
