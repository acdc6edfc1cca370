// [data-edit-clock]: "until 12:45" becomes "14 min left"; when the time is over, the link to edit goes with it.
// Its value is the moment; the server has the last word on it.

const MINUTE = 60 * 1000;
const STEP = 10 * 1000;
const words = document.querySelector("[data-words]")?.dataset ?? {};

function over(clock) {
  const link = clock.parentElement.querySelector("[data-edit]");
  const wasFocused = link && link === document.activeElement;
  const next = clock.nextElementSibling;
  link?.remove();
  if (wasFocused) next?.focus();
  clock.removeAttribute("data-edit-clock");
  clock.textContent = words.editOver;
}

function show(clock) {
  const left = Date.parse(clock.dataset.editClock) - Date.now();
  if (Number.isNaN(left)) return;
  if (left <= 0) return over(clock);
  clock.title ||= clock.textContent.trim();
  const text = window.counted("editLeft", Math.ceil(left / MINUTE));
  if (text && clock.textContent !== text) clock.textContent = text;
}

function showAll(within = document) {
  within.querySelectorAll?.("[data-edit-clock]").forEach(show);
}

showAll();
setInterval(showAll, STEP);
document.addEventListener("visibilitychange", () => document.hidden || showAll());
document.addEventListener("htmx:load", ({ target }) => showAll(target));
