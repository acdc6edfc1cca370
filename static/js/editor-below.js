// Who chose a picture or a film, or has just put it in, and types, goes on below it. It would give way to the
// first letter otherwise.

import { Extension, Plugin } from "django-prose-editor/editor";

export const Below = Extension.create({
  name: "below",
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({
      props: {
        handleTextInput({ state: { selection } }, _from, _to, text) {
          if (!selection.node?.isBlock) return false;
          const at = selection.$from.parent.type.name === "figure" ? selection.$from.after() : selection.to;
          editor.commands.insertContentAt(at, { type: "paragraph", content: [{ type: "text", text }] });
          return true;
        },
      },
    })];
  },
});
