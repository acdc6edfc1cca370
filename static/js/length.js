// textarea[data-most]: near the end of the room that there is, a line below the text says how much is left, and
// beyond it how much is too much. Nothing is cut off: the server says the same with the text kept.

const NEAR = 500; // characters

function lineOf(text) {
  const next = text.nextElementSibling;
  if (next?.matches(".length-note")) return next;
  const line = document.createElement("p");
  line.className = "length-note";
  line.setAttribute("role", "status");
  text.after(line);
  return line;
}

function show(text) {
  const left = Number(text.dataset.most) - [...text.value].length;
  const isOver = left < 0;
  if (left > NEAR && !text.nextElementSibling?.matches(".length-note")) return;
  const number = Math.abs(left);
  // A reader of the screen hears it now and then, not at every key.
  const said = isOver || left < 20 ? number : Math.ceil(number / 50) * 50;
  const line = lineOf(text);
  line.classList.toggle("is-over", isOver);
  const written = left > NEAR ? "" : window.counted(isOver ? "over" : "room", said);
  if (line.textContent !== written) line.textContent = written;
}

document.addEventListener("input", ({ target }) => target.matches?.("textarea[data-most]") && show(target));
