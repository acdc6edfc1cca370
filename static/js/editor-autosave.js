// Keeps what is typed: on the server after a few seconds, and on this device until the server has it. What only
// this device has comes back when the form opens again. Somebody else's newer version stops it, not the writer.

const PAUSE = 3_000; // ms without a key before the server gets the text
const LONGEST = 15_000; // ms that somebody who never pauses waits for that
const LET_GO = 2_000; // ms in which a window that is loaded anew lets go of its copy
const MINE = "desk"; // what the copy of this window is called
const desk = document.querySelector("[data-desk]");
const form = desk?.closest("form");
const line = desk?.querySelector("[data-keeping]");
const words = document.querySelector("[data-editor-words]")?.dataset ?? {};
const LEFT_OUT = ["csrfmiddlewaretoken", "version", "replaces", "reason"];

let address = desk?.dataset.autosave;
let key = null; // of this window's copy
let held = ""; // the fields as they were when last looked at
let typedAt = 0;
let sentAt = 0;
let since = 0;
let timer = null;
let flight = null;
let stopped = false;
let isLeaving = false;
let isProven = false; // that the form will be let through
let pressed = null; // the button, while pictures are on their way

const say = (text, values = {}) => {
  line.textContent = text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
};

// --- On this device --------------------------------------------------------------------------------

function withStorage(use) {
  try {
    return use(localStorage);
  } catch {
    return null; // refused or full
  }
}

// Each writer's own: a shared browser shows nobody what somebody else typed. And each window's own, held while it is
// open: of two new texts, neither takes the other's place.
const keysOf = (path) => `desk:${desk.dataset.writer}:${path}#`;
const opened = Date.now().toString(36);

// Where a browser has no locks, over plain http, what waits goes to whoever comes first.
const hold = (name, options = { ifAvailable: true }) =>
  new Promise((answer) => {
    if (!navigator.locks) return answer(true);
    const held = (lock) => answer(Boolean(lock)) ?? (lock && new Promise(() => {}));
    navigator.locks.request(name, options, held).catch(() => answer(false));
  });

// The copy of this window, which it may hold for a moment more where it was loaded anew; else the latest that no other
// window holds; else a new one.
async function claim(path) {
  const waiting = withStorage((local) => Object.keys(local).filter((name) => name.startsWith(keysOf(path)))) ?? [];
  const mine = withStorage(() => sessionStorage.getItem(MINE));
  if (waiting.includes(mine) && (await hold(mine, { signal: AbortSignal.timeout(LET_GO) }))) return mine;
  for (const name of waiting.sort().reverse()) if (name !== mine && (await hold(name))) return name;
  return begun(path);
}

function begun(path) {
  const name = keysOf(path) + opened;
  hold(name);
  return name;
}

function use(name) {
  key = name;
  withStorage(() => sessionStorage.setItem(MINE, name));
}

// Not the pattern of rows that may be added: it names the article, which a text that is new has not yet.
const isTyped = ([name, value]) => name && typeof value !== "object" && !LEFT_OUT.includes(name) && !name.includes("__prefix__");
const CHOICES = ["checkbox", "radio", "select-multiple"];

/** Each field's name and value, as it would be sent; the name alone where nothing is ticked or chosen. */
function fields() {
  const sent = [...new FormData(form)];
  const names = new Set(sent.map(([name]) => name));
  const empty = [...form.elements].filter(({ type, name }) => CHOICES.includes(type) && !names.has(name));
  return [...sent, ...new Map(empty.map(({ name }) => [name, [name]])).values()].filter(isTyped);
}

const keep = () => withStorage((local) => local.setItem(key, JSON.stringify({ fields: fields(), version: form.elements.version.value })));
const forget = () => withStorage((local) => local.removeItem(key));

function choose(field, values) {
  if (field.localName !== "select") {
    field.checked = values.includes(field.value);
    return;
  }
  const known = [...field.options].map(({ value }) => value);
  for (const value of values) if (!known.includes(value)) field.add(new Option(value, value));
  for (const option of field.options) option.selected = values.includes(option.value);
  window.django?.jQuery(field).trigger("change"); // a choice with a search shows what is chosen by then
}

function write(field, value) {
  if (field.value === value) return;
  field.value = value;
  // Undoing ends at what came back, not before it. An editor that is not there yet begins with the field's value.
  const editor = field.closest(".prose-editor")?.querySelector(".ProseMirror")?.editor;
  editor?.chain().setMeta("addToHistory", false).setContent(value).run();
}

function put(entries) {
  for (const field of form.elements) {
    const same = entries.filter(([name]) => name === field.name);
    const values = same.flatMap(([, ...value]) => value);
    if (!same.length) continue;
    if (field.localName === "select" || CHOICES.includes(field.type)) choose(field, values);
    else write(field, values[0]);
  }
}

function restore() {
  if (document.querySelector(".messagelist .success")) return forget(); // the server has it
  const kept = withStorage((local) => JSON.parse(local.getItem(key)));
  if (!kept || JSON.stringify(kept.fields) === JSON.stringify(fields())) return forget();
  put(kept.fields);
  form.elements.version.value = kept.version;
  const discard = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words.discard });
  discard.addEventListener("click", () => {
    forget();
    stopped = true;
    location.reload();
  });
  const note = Object.assign(document.createElement("div"), { className: "desk-note" });
  note.setAttribute("role", "status");
  note.append(`${words.restored} `, discard);
  desk.append(note);
  changed();
}

// --- On the server ---------------------------------------------------------------------------------

function show(findings) {
  const list = document.querySelector("[data-findings]");
  list?.replaceChildren(...findings.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
}

async function ask(where, options) {
  const answer = await fetch(where, options);
  if (answer.status >= 500) throw new Error("the server is unwell");
  return answer;
}

const pageIn = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");
// What the server says to people: why it led elsewhere, or the title of its page.
const sentence = (page) => page.querySelector(".messagelist li, h1")?.textContent.trim() || words.away;

/**
 * Look whether the writer is signed in by now, which changes the token of every form: take the new one.
 * Returns "", or why nothing can be sent. Nothing goes out in the name of somebody else who signed in.
 */
async function renew() {
  const page = await pageIn(await ask(location.href));
  const writer = page.querySelector("[data-desk]")?.dataset.writer;
  if (page.querySelector("[type=password]") || (writer && writer !== desk.dataset.writer)) return words.signedOut;
  if (!writer) return sentence(page);
  const { value } = page.querySelector("[name=csrfmiddlewaretoken]");
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = value;
  return "";
}

/** Returns whether the server is done with it; else it is sent again with the next key, or on coming back here. */
async function take(answer) {
  if (answer.type === "opaqueredirect") return say(words.signedOut);
  if (answer.status === 413) return say(words.tooLong) ?? true;
  if (!answer.headers.get("content-type")?.includes("json")) return say(sentence(await pageIn(answer)));
  const data = await answer.json();
  if (answer.status === 409) {
    stopped = true;
    return say(words.newer, { who: data.who }) ?? true;
  }
  form.elements.version.value = data.version;
  if (address !== data.autosave) {
    forget(); // under the address of a text that had none yet
    use(begun(data.url));
    address = data.autosave;
    form.action = data.url;
    history.replaceState(null, "", data.url);
  }
  if (typedAt === sentAt) forget();
  else keep();
  show(data.findings);
  return say(words.kept, { at: data.at }) ?? true;
}

async function carry() {
  const body = new FormData(form);
  const post = () => ask(address, { method: "POST", body, redirect: "manual" });
  const answer = await post();
  if (answer.status !== 403) return take(answer);
  const problem = await renew();
  if (problem) return say(problem);
  body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  return take(await post());
}

async function deliver() {
  const at = typedAt;
  const before = sentAt;
  sentAt = at;
  since = 0;
  let isAway = false;
  try {
    if (!(await carry())) sentAt = before;
  } catch {
    sentAt = before;
    isAway = true;
    say(words.away);
  }
  flight = null;
  if (isAway || typedAt !== at) wait();
}

function send() {
  if (flight || stopped || isLeaving || typedAt === sentAt) return;
  flight = deliver();
}

function wait() {
  since ||= Date.now();
  clearTimeout(timer);
  timer = setTimeout(send, Math.max(0, Math.min(PAUSE, since + LONGEST - Date.now())));
}

function typed() {
  typedAt += 1;
  keep();
  if (stopped) return;
  if (!flight && line.textContent !== words.away) say(words.typing);
  wait();
}

// Scripts of the admin say "change" of each select when the page has loaded: what the form holds tells who typed.
function changed() {
  const now = JSON.stringify(fields());
  if (now === held) return;
  held = now;
  typed();
}

// The form leaves with the newest version and a token that holds: what would be refused stays here, and says why.
async function leave(button) {
  isLeaving = true; // the form carries it all
  clearTimeout(timer);
  await flight;
  const problem = await renew().catch(() => words.away);
  isLeaving = false;
  if (problem) {
    say(problem);
    if (typedAt !== sentAt) wait();
    return;
  }
  isProven = stopped = true;
  form.requestSubmit(button);
  isProven = false;
}

const isUploading = () => Boolean(form.querySelector("[data-underway]"));

if (form) {
  use(await claim(location.pathname));
  held = JSON.stringify(fields());
  restore();
  form.addEventListener("input", changed);
  window.django?.jQuery(form).on("change", changed); // a choice with a search, or by the window of "+"
  // The calendar and the clock say nothing of what was chosen, and go back to the field.
  form.addEventListener("focusin", ({ target }) => target.matches(".vDateField, .vTimeField") && changed());
  window.addEventListener("online", send);
  window.addEventListener("focus", send); // from another window, where somebody signed in again
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") send();
  });
  window.addEventListener("beforeunload", (event) => {
    if (isUploading()) event.preventDefault(); // whoever leaves now loses them: the browser asks first
  });
  form.addEventListener("editor:uploaded", () => {
    if (!pressed || isUploading()) return;
    if (!form.querySelector(".upload.is-refused")) form.requestSubmit(pressed); // what was refused is to be read
    pressed = null;
  });
  form.addEventListener("submit", async (event) => {
    if (isUploading()) {
      event.preventDefault();
      pressed = event.submitter;
      return;
    }
    if (isProven) return;
    event.preventDefault();
    if (!isLeaving) leave(event.submitter);
  });
}
