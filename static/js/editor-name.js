// Gives the editable area its name, and says what of a text the editor cannot show, before it would be lost.

import { Extension } from "django-prose-editor/editor";

const words = document.querySelector("[data-editor-words]")?.dataset ?? {};
// Elements that the editor writes differently and that mean the same.
const SAME = { b: "strong", i: "em", del: "s", strike: "s" };
const IGNORED = new Set(["thead", "tbody", "tfoot", "colgroup", "col", "div", "span", "p", "br"]);

const MEANING = ["lang", "dir", "reversed", "value"]; // attributes without which a text says something else

function namesIn(element) {
  const name = SAME[element.localName] ?? element.localName;
  const attributes = MEANING.filter((attribute) => element.hasAttribute(attribute)).map((each) => `${name} ${each}`);
  return IGNORED.has(name) ? attributes : [name, ...attributes];
}

function elementsOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  return new Set([...page.body.querySelectorAll("*")].flatMap(namesIn));
}

function warn(editor, textarea, missing) {
  const box = editor.view.dom.closest(".prose-editor");
  const note = document.createElement("div");
  note.className = "desk-note";
  note.setAttribute("role", "alert");
  const line = document.createElement("p");
  line.textContent = words.lossy.replace("{what}", missing.map((name) => `<${name}>`).join(", "));
  note.append(line);
  const button = (text, act) => {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: text });
    made.addEventListener("click", () => {
      act();
      note.remove();
    });
    note.append(made, " ");
  };
  editor.setEditable(false, false); // and no word of it to the form, which still holds all
  button(words.anyway, () => editor.setEditable(true, false));
  if (editor.extensionManager.extensions.some(({ name }) => name === "html")) {
    button(words.asHtml, () => {
      editor.destroy();
      textarea.focus();
    });
  }
  box.before(note);
}

// As the server does with what was written without a script (content/markup/article.py).
const BLOCK = /<(?:p|h[1-6]|ul|ol|dl|blockquote|figure|table|pre|hr|details|div|img|section)\b/i;

function paragraphs(written) {
  if (BLOCK.test(written)) return written;
  const parts = written.trim().split(/\n[^\S\n]*\n\s*/).filter(Boolean);
  return parts.map((part) => `<p>${part.trim().replaceAll("\n", "<br>")}</p>`).join("");
}

// Pixels: what stands over the text at the window's edges, the menu above and the buttons below (css/editor.css).
const CLEAR = { top: 64, bottom: 96, left: 0, right: 0 };

export const Named = Extension.create({
  name: "named",
  onBeforeCreate({ editor }) {
    editor.options.content = paragraphs(editor.options.content);
    editor.options.injectCSS = false; // the policy refuses inline styles; css/editor.css has what is needed
    editor.options.editorProps = {
      ...editor.options.editorProps,
      attributes: { "aria-label": words.label, "aria-multiline": "true", role: "textbox", spellcheck: "true" },
      scrollThreshold: CLEAR,
      scrollMargin: CLEAR,
    };
  },
  onCreate({ editor }) {
    const textarea = editor.view.dom.closest(".prose-editor").querySelector("textarea");
    const kept = elementsOf(editor.getHTML());
    const missing = [...elementsOf(textarea.value)].filter((name) => !kept.has(name));
    if (missing.length) warn(editor, textarea, missing);
  },
});
