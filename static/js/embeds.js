// A film or post of another host is a picture of ours with a link. Where its host is allowed, a button shows it in
// its place; before that nothing is fetched from there.

const text = document.querySelector("[data-embeds]");
const allowed = new Set(text?.dataset.embeds.split(" "));

function frame(link) {
  const made = document.createElement("iframe");
  made.src = link.dataset.embed;
  made.title = link.textContent;
  made.allowFullscreen = true;
  made.setAttribute("sandbox", "allow-scripts allow-same-origin allow-popups allow-presentation");
  return made;
}

for (const link of text?.querySelectorAll("figure.embed a[data-embed]") ?? []) {
  const { host } = new URL(link.dataset.embed);
  if (!allowed.has(host)) continue;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: text.dataset.embedShow });
  const note = Object.assign(document.createElement("p"), { className: "embed-note", textContent: text.dataset.embedNote.replace("{host}", host) });
  button.addEventListener("click", () => {
    const shown = frame(link);
    button.remove();
    note.remove();
    link.before(shown);
    shown.focus();
  });
  link.after(button, note);
}
