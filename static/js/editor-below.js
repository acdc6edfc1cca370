// Who chose a picture or a film, or has just put it in, and types, goes on below it. It would give way to the
// first letter otherwise. Whoever goes below a table or a picture that ends the text writes there, not in it.

import { Extension, Plugin, pm } from "django-prose-editor/editor";

/** Return where a line goes that is begun by a chosen block, or in a gap between blocks; null of all other places. */
function placeBelow({ node, $from, to, empty }) {
  if (node?.isBlock) return $from.parent.type.name === "figure" ? $from.after() : to;
  return empty && !$from.parent.inlineContent ? to : null;
}

/** Return the gap below what ends the text, null where one can write at its end. */
function gapAtEnd(doc) {
  const gap = pm.state.Selection.fromJSON(doc, { type: "gapcursor", pos: doc.content.size });
  return gap.constructor.valid(gap.$head) ? gap : null;
}

function goToEnd(view) {
  const { state } = view;
  const gap = gapAtEnd(state.doc);
  if (gap) view.dispatch(state.tr.setSelection(gap).scrollIntoView());
  return Boolean(gap);
}

export const Below = Extension.create({
  name: "below",
  priority: 200, // before the gaps' own keys and clicks
  addKeyboardShortcuts() {
    const toEnd = ({ editor }) => goToEnd(editor.view);
    const enter = ({ editor }) => {
      const { selection } = editor.state;
      const { node, $from } = selection;
      const isInCaption = $from.parent.type.name === "caption" && $from.depth > 1;
      if (!isInCaption && !node?.isBlock) return false;
      return editor.commands.insertContentAt(isInCaption ? $from.after(-1) : placeBelow(selection), { type: "paragraph" });
    };
    return { Enter: enter, "Ctrl-End": toEnd, "Meta-ArrowDown": toEnd };
  },
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({
      props: {
        handleTextInput({ state: { selection } }, _from, _to, text) {
          const at = placeBelow(selection);
          if (at === null) return false;
          editor.commands.insertContentAt(at, { type: "paragraph", content: [{ type: "text", text }] });
          return true;
        },
        handleClick(view, _at, { target, clientY }) {
          return target === view.dom && clientY > view.dom.lastElementChild.getBoundingClientRect().bottom && goToEnd(view);
        },
      },
    })];
  },
});
