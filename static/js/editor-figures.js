// Keeps figures whole: a picture is chosen, moved and deleted together with its caption, and none leaves an empty
// frame behind.

import { Extension, Figure, Plugin, pm } from "django-prose-editor/editor";

const { NodeSelection, TextSelection } = pm.state;
const { Fragment, Slice } = pm.model;
const { ReplaceAroundStep } = pm.transform;
const isA = (name, node) => node?.type.name === name;

/** Choose the figure where its picture alone is chosen. */
function chooseWhole(tr) {
  const { node, $from } = tr.selection;
  if (isA("image", node) && isA("figure", $from.parent)) tr.setSelection(NodeSelection.create(tr.doc, $from.before()));
}

/** Take out the figure at this place; the words of its caption stay as a line. */
function openAt(tr, at, figure) {
  const caption = figure.lastChild;
  const end = at + figure.nodeSize;
  if (!isA("caption", caption) || !caption.textContent.trim()) return tr.delete(at, end);
  const line = new Slice(Fragment.from(tr.doc.type.schema.nodes.paragraph.create()), 0, 0);
  return tr.step(new ReplaceAroundStep(at, end, end - caption.nodeSize, end - 2, line, 1));
}

/** The editor fills a figure whose content is gone with a picture of nothing. */
function takeOutEmptyPictures(tr) {
  const found = [];
  tr.doc.descendants((node, at, parent) => {
    if (isA("image", node) && !node.attrs.src) found.unshift({ at, node, parent });
  });
  for (const { at, node, parent } of found) {
    if (isA("figure", parent)) openAt(tr, at - 1, parent);
    else tr.delete(at, at + node.nodeSize);
  }
}

/** Return the selection, that of its picture where a figure is chosen. */
function pictureOf({ doc, selection }) {
  const isPicture = isA("figure", selection.node) && isA("image", selection.node.firstChild);
  return isPicture ? NodeSelection.create(doc, selection.from + 1) : selection;
}

export const ArticleFigure = Figure.extend({
  content: "(image | table | codeBlock | blockquote) caption?",
  allowGapCursor: false, // whoever typed between picture and caption would split them
  addExtensions() {
    // The button for captions looks for a picture, where its figure is chosen.
    return this.parent().map((menu) => {
      const { shouldShow } = menu.options;
      return menu.configure({ shouldShow: ({ state, ...others }) => shouldShow({ ...others, state: { selection: pictureOf(state) } }) });
    });
  },
  addCommands() {
    const commands = this.parent();
    const toggleCaption = () => ({ state, ...others }) =>
      commands.toggleCaption()({ ...others, state: { tr: state.tr, schema: state.schema, selection: pictureOf(state) } });
    return { ...commands, toggleCaption };
  },
});

export const WholeFigures = Extension.create({
  name: "wholeFigures",
  priority: 200, // its keys come before those of gaps between blocks
  addKeyboardShortcuts() {
    const intoCaption = ({ editor: { state, view } }) => {
      const { node, to } = state.selection;
      if (!isA("figure", node) || !isA("caption", node.lastChild)) return false;
      const start = to - node.lastChild.nodeSize;
      view.dispatch(state.tr.setSelection(TextSelection.create(state.doc, start)).scrollIntoView());
      return true;
    };
    const chooseFromCaption = ({ editor: { state, view } }) => {
      const { $from, empty } = state.selection;
      if (!empty || $from.parentOffset || !isA("caption", $from.parent) || !isA("figure", $from.node(-1))) return false;
      view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, $from.before(-1))).scrollIntoView());
      return true;
    };
    return { ArrowRight: intoCaption, ArrowDown: intoCaption, Backspace: chooseFromCaption };
  },
  addProseMirrorPlugins: () => [new Plugin({
    props: {
      handleDoubleClickOn(view, _at, node, at) {
        if (!isA("image", node)) return false;
        const { state } = view;
        view.dispatch(state.tr.setSelection(NodeSelection.create(state.doc, at)));
        return true;
      },
    },
    appendTransaction(transactions, _before, state) {
      const { tr } = state;
      if (transactions.some(({ docChanged }) => docChanged)) takeOutEmptyPictures(tr);
      chooseWhole(tr);
      return tr.docChanged || tr.selectionSet ? tr : null;
    },
  })],
});
