// Gives the editable area its name, and says what of a text the editor cannot show, before it would be lost.

import { Extension } from "django-prose-editor/editor";

const words = document.querySelector("[data-editor-words]")?.dataset ?? {};
// Elements that the editor writes differently and that mean the same.
const SAME = { b: "strong", i: "em", del: "s", strike: "s" };
const IGNORED = new Set(["thead", "tbody", "tfoot", "colgroup", "col", "div", "span", "p", "br"]);

function elementsOf(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  const names = [...page.body.querySelectorAll("*")].map((element) => SAME[element.localName] ?? element.localName);
  return new Set(names.filter((name) => !IGNORED.has(name)));
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
  editor.setEditable(false);
  button(words.anyway, () => editor.setEditable(true));
  if (editor.extensionManager.extensions.some(({ name }) => name === "html")) {
    button(words.asHtml, () => {
      editor.destroy();
      textarea.focus();
    });
  }
  box.before(note);
}

// Pixels: what stands over the text at the window's edges, the menu above and the buttons below (css/editor.css).
const CLEAR = { top: 64, bottom: 96, left: 0, right: 0 };

export const Named = Extension.create({
  name: "named",
  onBeforeCreate({ editor }) {
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
