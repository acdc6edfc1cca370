// [data-edit-clock]: "until 12:45" becomes "14 min left"; when the time is over, the link to edit goes with it.
// Its value are the seconds left when the page was made: this computer's clock may go wrong, and the server has
// the last word.

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
  clock.dataset.until ??= Date.now() + Number(clock.dataset.editClock) * 1000;
  const left = Number(clock.dataset.until) - Date.now();
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
