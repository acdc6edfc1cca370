// A guest's name and address are remembered on this device where they tick so, and only there: no cookie.
// "Not Ana? Forget me" takes them away again, and with them the cookie that knows whose comments are whose.

const KEY = "commenter";
const words = document.querySelector("[data-words]")?.dataset ?? {};

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEY));
  } catch {
    return null;
  }
}

function remember(form, isWanted) {
  const { name, email } = form.elements;
  try {
    if (isWanted) localStorage.setItem(KEY, JSON.stringify({ name: name.value, email: email?.value ?? "" }));
    else localStorage.removeItem(KEY);
  } catch {
    // Storage is refused: nothing is remembered.
  }
}

// The server takes its cookie back; the form in which this was asked for stays as it is.
async function forgetCookie(form) {
  const data = new FormData(form);
  data.set("forget", "1");
  const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(data) });
  if (!answer.ok) throw new Error(answer.status);
}

function offerToForget(form, box, person) {
  const ours = form.querySelector("[data-forget]");
  if (!ours && !person?.name) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "form-forget";
  button.textContent = ours?.textContent ?? words.forget?.replace("{name}", person.name);
  ours?.closest("p").remove();
  button.addEventListener("click", async () => {
    const { name, email } = form.elements;
    try {
      await forgetCookie(form);
    } catch {
      button.textContent = words.loadProblem;
      return;
    }
    name.value = "";
    if (email) email.value = "";
    box.checked = false;
    remember(form, false);
    button.remove();
    name.focus();
  });
  box.closest("p").append(button);
}

function tickBox(form) {
  const line = document.createElement("p");
  line.className = "form-remember";
  const label = document.createElement("label");
  const box = document.createElement("input"); // without a name: it is not sent
  box.type = "checkbox";
  label.append(box, ` ${words.remember}`);
  line.append(label);
  form.querySelector(".form-actions")?.before(line);
  const update = () => remember(form, box.checked);
  box.addEventListener("change", update);
  form.addEventListener("submit", update, { capture: true });
  return box;
}

function equip(form) {
  const { name, email } = form.elements;
  if (!name || form.querySelector(".form-remember")) return; // a member's form asks for no name
  const person = remembered();
  const box = tickBox(form);
  if (person?.name) {
    box.checked = true;
    name.value ||= person.name;
    if (email) email.value ||= person.email;
  }
  offerToForget(form, box, person);
}

function equipAll(within) {
  if (within.matches?.("[data-comment-form]")) equip(within);
  within.querySelectorAll?.("[data-comment-form]").forEach(equip);
}

document.addEventListener("htmx:load", ({ target }) => equipAll(target));
equipAll(document);
