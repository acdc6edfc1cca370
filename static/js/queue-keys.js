// One key a deed: each presses the button or link of the entry that has the focus, so that there is nothing that
// only keys can do. Off while something is typed, and for good where the list's switch says so (WCAG 2.1.4).

const KEY = "keys"; // in localStorage: "off", or nothing; shared with the public page
const help = document.querySelector("dialog[data-keys-help]");

function areOff() {
  try {
    return localStorage.getItem(KEY) === "off";
  } catch {
    return false;
  }
}

function turn(isOn) {
  try {
    if (isOn) localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, "off");
  } catch {
    // Storage is refused: the keys stay as they are.
  }
}

function showHelp() {
  help.querySelector("[data-keys-switch]").checked = !areOff();
  help.showModal();
}

const open = () => [...document.querySelectorAll("[data-entry]:not(.is-decided, .is-sending)")];
const here = () => document.activeElement?.closest("[data-entry]:not(.is-decided, .is-sending)");

function move(by) {
  const all = open();
  const at = all.indexOf(here());
  const near = at < 0 ? all.find((each) => each.getBoundingClientRect().bottom > 130) : all[at + by];
  if (!near) return false;
  near.focus({ preventScroll: true });
  near.scrollIntoView({ block: near.offsetHeight > innerHeight / 2 ? "start" : "nearest" });
  document.dispatchEvent(new CustomEvent("queue:moved"));
  return true;
}

function press(selector) {
  const button = (here() ?? open()[0])?.querySelector(selector);
  button?.click();
  return Boolean(button);
}

function openReasons(reject) {
  if (!reject) return false;
  reject.open = true;
  reject.querySelector("[data-reason]").focus();
  return true;
}

function tick(isRange) {
  const box = (here() ?? open()[0])?.querySelector("[data-choose]");
  box?.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, shiftKey: isRange }));
  return Boolean(box);
}

const DEEDS = {
  j: () => move(1),
  k: () => move(-1),
  a: () => press('[data-key="a"]'),
  s: () => press('[data-key="s"]'),
  e: () => press('[data-key="e"]'),
  c: () => press('[data-key="c"]'),
  b: () => press('[data-key="b"]'),
  r: () => openReasons((here() ?? open()[0])?.querySelector("[data-reject]")),
  t: () => press("[data-branch]"),
  A: () => press("[data-branch]"),
  x: () => tick(false),
  X: () => tick(true),
  u: () => document.dispatchEvent(new CustomEvent("queue:undo")),
  "?": () => showHelp() ?? true,
};

const isTyping = (target) =>
  target.isContentEditable || target.matches?.("input:not([type=checkbox], [type=radio]), textarea, select, dialog *");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.repeat) return;
  if (isTyping(event.target) || areOff() || help.open) return;
  const reject = document.activeElement?.closest("[data-reject][open]");
  if (reject && event.key === "Escape") {
    reject.open = false;
    reject.querySelector("summary").focus();
    return;
  }
  const reason = reject?.querySelector(`[data-reason="${CSS.escape(event.key)}"]`);
  const isDone = reason ? (reason.click(), true) : DEEDS[event.key]?.();
  if (isDone) event.preventDefault();
});

for (const opener of document.querySelectorAll("[data-keys-open]")) {
  opener.hidden = false;
  opener.addEventListener("click", showHelp);
}
document.addEventListener("change", ({ target }) => {
  if (target.matches("[data-keys-switch]")) turn(target.checked);
});
