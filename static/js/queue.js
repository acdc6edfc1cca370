// Deciding in place: [data-decide] folds its entry at once and the next one has the focus; the server's answer
// then takes its place, with its own "Undo", or with what somebody else did meanwhile. What fails unfolds again.

const queue = document.querySelector("[data-queue]");
const words = queue.dataset;
const say = (detail) => document.dispatchEvent(new CustomEvent("say", { detail }));
const isOpen = (entry) => !entry.matches(".is-decided, .is-sending");
const entries = () => [...document.querySelectorAll("[data-entry]")];
const titleOf = (entry) => entry.querySelector("h3")?.textContent.trim().replace(/\s+/g, " ") ?? "";
let last = null; // the latest decision of this page: a promise of its folded entry

function go(entry) {
  entry.focus({ preventScroll: true });
  entry.scrollIntoView({ block: entry.offsetHeight > innerHeight / 2 ? "start" : "nearest" });
}

function goOn(from) {
  const all = entries();
  const at = all.indexOf(from);
  const next = all.slice(at + 1).find(isOpen) ?? all.slice(0, at).findLast(isOpen);
  document.dispatchEvent(new CustomEvent("queue:moved"));
  if (next) go(next);
  else showEnd();
  return next;
}

function showEnd() {
  const more = document.querySelector("[data-queue-more] a");
  if (more) return more.focus();
  const empty = document.querySelector("[data-empty]");
  empty.hidden = false;
  empty.focus();
}

function fold(entry, said) {
  const line = document.createElement("p");
  line.className = "entry-fold";
  const text = document.createElement("span");
  text.className = "entry-fold-words";
  text.textContent = `${said} ${entry.dataset.name}`;
  line.append(text);
  entry.prepend(line);
  entry.classList.add("is-sending");
}

function unfold(entry, problem) {
  entry.classList.remove("is-sending");
  entry.querySelector(":scope > .entry-fold")?.remove();
  entry.querySelector(":scope > .entry-problem")?.remove();
  const note = document.createElement("p");
  note.className = "entry-problem";
  note.setAttribute("role", "alert");
  note.textContent = problem;
  entry.prepend(note);
}

function fragment(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.querySelector("[data-entry]");
}

async function send(form, button) {
  const data = new FormData(form, button);
  // The id keeps a name from hiding it: a form's "action" could be a field.
  const response = await fetch(form.getAttribute("action"), {
    method: "POST",
    body: data,
    headers: { "HX-Request": "true" },
  });
  const fresh = response.ok || response.status === 409 ? fragment(await response.text()) : null;
  if (!fresh) throw new Error(String(response.status));
  return { fresh, isDone: response.ok };
}

function count(entry) {
  const counts = JSON.parse(entry.dataset.counts || "{}");
  for (const [name, number] of Object.entries(counts)) {
    const place = document.querySelector(`[data-count="${name}"]`);
    if (place) place.textContent = number;
  }
}

async function decide(form, button) {
  const entry = form.closest("[data-entry]");
  const said = words[`said${button.value.split(":")[0].replace(/^./, (c) => c.toUpperCase())}`];
  const sending = send(form, button);
  fold(entry, said);
  const next = goOn(entry);
  say(next ? `${said} ${words.saidNext} ${titleOf(next)}` : `${said} ${words.saidDone}`);
  try {
    const { fresh, isDone } = await sending;
    const had = entry.contains(document.activeElement);
    entry.replaceWith(fresh);
    document.dispatchEvent(new CustomEvent("queue:came", { detail: fresh }));
    if (isDone) count(fresh);
    if (had || !isDone) go(fresh);
    return fresh;
  } catch {
    unfold(entry, words.saidFailed);
    go(entry);
    return entry;
  }
}

async function undo(form) {
  const entry = form.closest("[data-entry]");
  try {
    const { fresh, isDone } = await send(form, form.querySelector("button"));
    entry.replaceWith(fresh);
    document.querySelector("[data-empty]").hidden = true;
    document.dispatchEvent(new CustomEvent("queue:came", { detail: fresh }));
    go(fresh);
    if (isDone) say(`${words.saidUndone} ${titleOf(fresh)}`);
  } catch {
    say(words.saidFailed);
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.matches("[data-decide]")) {
    event.preventDefault();
    last = decide(form, event.submitter);
  } else if (form.matches("[data-undo-form]")) {
    event.preventDefault();
    undo(form);
  }
});

// "u": what was decided here last, even while it is still on its way; else the list of all actions.
document.addEventListener("queue:undo", async () => {
  const entry = await last;
  const folds = [...document.querySelectorAll("[data-undo-form]")];
  const form = entry?.isConnected ? entry.querySelector("[data-undo-form]") : null;
  const chosen = form ?? folds.at(-1);
  if (chosen) undo(chosen);
  else location.assign(words.actions);
});

// The branch opens in place; its link leads to the same on a page of its own.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-branch]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const entry = link.closest("[data-entry]");
  const place = entry.querySelector(":scope > .entry-branch");
  if (place) {
    place.remove();
    return entry.focus({ preventScroll: true });
  }
  const response = await fetch(link.href, { headers: { "HX-Request": "true" } });
  if (!response.ok) return location.assign(link.href);
  const branch = document.createElement("div");
  branch.className = "entry-branch";
  branch.innerHTML = await response.text();
  entry.append(branch);
  branch.querySelector("button")?.focus();
});
