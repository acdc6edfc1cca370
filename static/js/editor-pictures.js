// Pictures in the text: dropped, pasted, chosen or picked from the library; described where they lie.
// An upload says how far it is, and what went wrong; the text waits for none.

import { Extension, Plugin } from "django-prose-editor/editor";

const words = document.querySelector("[data-editor-words]")?.dataset ?? {};
const ACCEPT = "image/jpeg,image/png,image/webp,image/gif";
let number = 0;

const filled = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

const button = (textContent, act) => {
  const made = make("button", { type: "button", className: "button", textContent });
  made.addEventListener("click", act);
  return made;
};

const boxOf = (editor) => editor.view.dom.closest(".prose-editor");
const settingsOf = (editor) => boxOf(editor).querySelector("textarea").dataset;

function rowIn(editor, textContent = "") {
  let rows = boxOf(editor).querySelector(".uploads");
  if (!rows) {
    rows = make("div", { className: "uploads" });
    editor.view.dom.before(rows);
  }
  const row = make("div", { className: "upload", textContent });
  row.setAttribute("role", "status");
  rows.append(row);
  return row;
}

// --- In the text -----------------------------------------------------------------------------------

const figure = ({ src, alt = null, caption = "", width, height }) => ({
  type: "figure",
  content: [
    { type: "image", attrs: { src, alt, width, height } },
    ...(caption ? [{ type: "caption", content: [{ type: "text", text: caption }] }] : []),
  ],
});

/** Follow a place in the text while others write around it. */
function follow(editor, at) {
  const place = { at };
  const move = ({ transaction }) => {
    place.at = transaction.mapping.map(place.at);
  };
  editor.on("transaction", move);
  place.leave = () => editor.off("transaction", move);
  return place;
}

function find(editor, isIt) {
  let found = null;
  editor.state.doc.descendants((node, at) => {
    if (found === null && isIt(node)) found = { node, at };
    return found === null;
  });
  return found;
}

/** Follow a picture in the text; where it was moved meanwhile, its address and its description tell which one it is. */
function followPicture(editor, at) {
  const place = follow(editor, at);
  let { src, alt } = editor.state.doc.nodeAt(at).attrs;
  place.describe = (words) => {
    const isIt = (node) => node?.type.name === "image" && node.attrs.src === src;
    const isHere = isIt(editor.state.doc.nodeAt(place.at));
    const found = isHere ? place : find(editor, (node) => isIt(node) && node.attrs.alt === alt);
    if (!found) return; // taken out meanwhile
    place.at = found.at;
    alt = words;
    editor.view.dispatch(editor.state.tr.setNodeAttribute(place.at, "alt", alt));
  };
  return place;
}

/** Put it in as a figure, and follow its picture. */
function insert(editor, range, picture) {
  const made = editor.schema.nodeFromJSON(figure(picture));
  editor.commands.insertContentAt(range, made);
  const found = find(editor, (node) => node === made.firstChild);
  return found && followPicture(editor, found.at);
}

// --- Uploads ---------------------------------------------------------------------------------------

function send(url, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const data = new FormData();
    data.append("picture", file);
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(Math.round((100 * loaded) / total)));
    request.addEventListener("load", () => {
      const isSignedOut = request.status === 403 || request.responseURL !== new URL(url, location).href;
      if (isSignedOut) return reject(Object.assign(new Error("signed out"), { problem: words.uploadSignedOut }));
      try {
        resolve({ status: request.status, ...JSON.parse(request.responseText) });
      } catch {
        reject(new Error("no answer that can be read"));
      }
    });
    request.addEventListener("error", reject);
    request.open("POST", url);
    request.setRequestHeader("X-CSRFToken", document.querySelector("[name=csrfmiddlewaretoken]").value);
    request.send(data);
  });
}

/** Take a row away; whoever goes by keyboard goes on at the next one's field, else in the text. */
function leave(editor, row) {
  const next = row.nextElementSibling?.querySelector("input") ?? editor.view.dom;
  row.remove();
  next.focus();
}

/** Ask what the picture shows. Each key goes into the text, so that whoever saves next has not typed in vain. */
function askForWords(editor, row, name, picture, known = "") {
  const id = `alt-${++number}`;
  const field = make("input", { id, type: "text", maxLength: 300, value: known });
  const done = () => {
    picture?.leave();
    leave(editor, row);
  };
  field.addEventListener("input", () => picture?.describe(field.value.trim() || null));
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    done();
  });
  row.replaceChildren(
    make("label", { htmlFor: id, textContent: filled(words.alt, { name }) }), field, button(words.done, done),
    button(words.decorative, () => {
      picture?.describe("");
      done();
    }),
  );
}

/** ``alt``: what the picture shows, where that came along with it. Ends when it is in the text or refused. */
async function upload(editor, row, file, put, alt = "") {
  const name = file.name || words.noName;
  try {
    const answer = await send(settingsOf(editor).upload, file, (percent) => row.replaceChildren(filled(words.uploading, { name, percent })));
    if (answer.status !== 201) throw Object.assign(new Error("refused"), { problem: answer.problem });
    const picture = put({ src: answer.url, alt: alt || null, width: answer.width, height: answer.height });
    askForWords(editor, row, name, picture, alt);
  } catch (error) {
    row.setAttribute("role", "alert");
    row.classList.add("is-refused");
    row.replaceChildren(`${name}: ${error.problem ?? filled(words.uploadProblem, { name })} `, button(words.close, () => leave(editor, row)));
  }
}

/** Upload one after the other: they lie in the text as they were chosen, and leave the server its threads. */
async function inTurn(editor, tasks) {
  const rows = tasks.map(({ file }) => rowIn(editor, filled(words.uploading, { name: file.name || words.noName, percent: 0 })));
  for (const row of rows) row.dataset.underway = ""; // editor-autosave.js waits for it
  for (const [index, { file, put, alt }] of tasks.entries()) {
    await upload(editor, rows[index], file, put, alt);
    delete rows[index].dataset.underway;
  }
  boxOf(editor).dispatchEvent(new CustomEvent("editor:uploaded", { bubbles: true }));
}

async function uploadAll(editor, files, at) {
  const place = follow(editor, at);
  const put = (picture) => {
    const made = insert(editor, place.at, picture);
    const { at: below } = place; // the next one goes above the line that is left to write on
    if (below >= editor.state.doc.content.size) editor.commands.insertContentAt(below, { type: "paragraph" });
    place.at = below;
    return made;
  };
  await inTurn(editor, [...files].map((file) => ({ file, put })));
  place.leave();
}

/** What was pasted as bytes inside the text takes the place of the words that stand for it. */
function putInto(editor, gap) {
  return (picture) => {
    const place = find(editor, (node) => node.isText && node.text.includes(gap));
    if (!place) return null; // taken out meanwhile
    const from = place.at + place.node.text.indexOf(gap);
    const alone = editor.state.doc.resolve(from).parent.textContent === gap;
    const range = alone ? { from: from - 1, to: from + gap.length + 1 } : { from, to: from + gap.length };
    return insert(editor, range, picture);
  };
}

const hasWords = (html) => Boolean(html.replace(/<(style|head)\b[^]*?<\/\1>|<!--[^]*?-->|<[^>]*>|&nbsp;/gi, "").trim());

// --- The dialog ------------------------------------------------------------------------------------

function openDialog(title, parts, closed) {
  const dialog = make("dialog", { className: "picture-dialog" }, make("h2", { textContent: title }));
  dialog.setAttribute("aria-label", title);
  const close = () => dialog.close();
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed?.();
  });
  dialog.append(...parts(close), button(words.close, close));
  document.body.append(dialog);
  dialog.showModal();
}

function libraryIn(editor, close) {
  const search = make("input", { type: "search", className: "library-search" });
  search.setAttribute("aria-label", words.pick);
  const list = make("div", { className: "library-list" });
  const load = async (page = 1) => {
    const address = `${settingsOf(editor).library}?${new URLSearchParams({ q: search.value, page })}`;
    const answer = await fetch(address).catch(() => null);
    if (page === 1) list.replaceChildren();
    list.querySelector("[data-more]")?.remove();
    if (!answer?.ok) return list.append(words.fail);
    list.append(...new DOMParser().parseFromString(await answer.text(), "text/html").body.children);
  };
  let timer;
  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(load, 300);
  });
  list.addEventListener("click", ({ target }) => {
    const more = target.closest("[data-more]");
    if (more) return load(more.dataset.more);
    const chosen = target.closest("[data-picture]")?.dataset;
    if (!chosen) return;
    const { picture: src, alt, caption, width, height } = chosen;
    const { from, to } = editor.state.selection;
    const made = insert(editor, { from, to }, { src, alt: alt || null, caption, width, height });
    editor.commands.focus();
    if (!alt) askForWords(editor, rowIn(editor), src.split("/").pop(), made);
    close();
  });
  load();
  return [make("h3", { textContent: words.pick }), search, list];
}

function openInsert(editor) {
  openDialog(words.picture, (close) => {
    const files = make("input", { type: "file", accept: ACCEPT, multiple: true });
    files.setAttribute("aria-label", words.choose);
    files.addEventListener("change", () => {
      uploadAll(editor, files.files, editor.state.selection.to);
      close();
    });
    return [files, ...(settingsOf(editor).library ? libraryIn(editor, close) : [])];
  });
}

function openDescribe(editor, { node: image, at }) {
  const picture = followPicture(editor, at);
  openDialog(words.editPicture, (close) => {
    const name = image.attrs.src.split("/").pop();
    const field = make("input", { id: "picture-alt", type: "text", maxLength: 300, value: image.attrs.alt ?? "" });
    const done = (alt) => {
      picture.describe(alt);
      close();
    };
    return [
      make("label", { htmlFor: "picture-alt", textContent: filled(words.alt, { name }) }), field,
      button(words.done, () => done(field.value.trim() || image.attrs.alt)), button(words.decorative, () => done("")),
      button(words.remove, () => {
        const $at = editor.state.doc.resolve(picture.at);
        editor.chain().setNodeSelection($at.parent.type.name === "figure" ? $at.before() : $at.pos).deleteSelection().run();
        close();
      }),
    ];
  }, picture.leave);
}

/** Return the picture of the figure that is chosen, or that the caret is in, with its place; null where there is none. */
function chosenPicture({ doc, selection: { node, from, $from } }) {
  if (node?.type.name === "image") return { node, at: from };
  const around = Array.from({ length: $from.depth }, (_, depth) => $from.before(depth + 1));
  const at = (node ? [from, ...around] : around).find((place) => doc.nodeAt(place).type.name === "figure");
  const image = at === undefined ? null : doc.nodeAt(at).firstChild;
  return image?.type.name === "image" ? { node: image, at: at + 1 } : null;
}

export const Pictures = Extension.create({
  name: "pictures",
  addCommands() {
    const edit = () => ({ editor, state, dispatch }) => {
      if (!dispatch) return true;
      const picture = chosenPicture(state);
      if (picture) openDescribe(editor, picture);
      else openInsert(editor);
      return true;
    };
    return { editImage: edit, insertFigure: edit }; // in the place of the figure's own
  },
  addProseMirrorPlugins() {
    const { editor } = this;
    return [new Plugin({
      props: {
        handleDrop(view, event, _slice, moved) {
          const files = event.dataTransfer?.files;
          if (moved || !files?.length) return false;
          event.preventDefault();
          uploadAll(editor, files, view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos ?? view.state.doc.content.size);
          return true;
        },
        handlePaste(view, event) {
          const files = event.clipboardData?.files;
          // Word sends a picture of the words along with them: words win.
          if (!files?.length || hasWords(event.clipboardData.getData("text/html"))) return false;
          uploadAll(editor, files, view.state.selection.to);
          return true;
        },
      },
    })];
  },
  onCreate({ editor }) {
    editor.view.dom.addEventListener("editor:upload", ({ detail: found }) => {
      inTurn(editor, found.map(({ file, gap, alt }) => ({ file, alt, put: putInto(editor, gap) })));
    });
  },
});
