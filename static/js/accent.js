// Shows what is drawn with the accent colour while it is typed; the server does the sums, and checks again.

const field = document.querySelector("#id_accent");
const place = document.querySelector("[data-accent]");
let timer;

async function show() {
  const colour = field.value.trim().toLowerCase();
  if (!/^#[0-9a-f]{6}$/.test(colour)) return;
  const answer = await fetch(`${place.dataset.accent}?${new URLSearchParams({ colour })}`).catch(() => null);
  if (!answer?.ok || colour !== field.value.trim().toLowerCase()) return;
  place.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
}

if (place && field) {
  const section = place.closest("section");
  field.closest(".form-row").append(place); // beside what it shows
  section.remove();
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 300);
  });
}
