// Who chose a picture or a film, or has just put it in, and types, goes on below it. It would give way to the
// first letter otherwise.

import { Extension, Plugin } from "django-prose-editor/editor";

const placeBelow = ({ $from, to }) => ($from.parent.type.name === "figure" ? $from.after() : to);

export const Below = Extension.create({
  name: "below",
  addKeyboardShortcuts() {
    const enter = ({ editor }) => {
      const { node, $from } = editor.state.selection;
      const isInCaption = $from.parent.type.name === "caption" && $from.depth > 1;
      if (!isInCaption && !node?.isBlock) return false;
      return editor.commands.insertContentAt(isInCaption ? $from.after(-1) : placeBelow(editor.state.selection), { type: "paragraph" });
    };
    return { Enter: enter };
  },
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({
      props: {
        handleTextInput({ state: { selection } }, _from, _to, text) {
          if (!selection.node?.isBlock) return false;
          editor.commands.insertContentAt(placeBelow(selection), { type: "paragraph", content: [{ type: "text", text }] });
          return true;
        },
      },
    })];
  },
});
