// Shows how a page will look in search results and when it is shared, while its words are typed.

const box = document.querySelector("[data-found]");
const form = box?.closest("form");
const LONGEST = { title: 70, description: 160 }; // characters that search engines show

const valueOf = (...names) => names.map((name) => form.elements[name]?.value.trim()).find(Boolean) ?? "";
const cut = (text, most) => (text.length > most ? `${text.slice(0, most).replace(/\s+\S*$/, "")} …` : text);

function put(name, text) {
  for (const place of box.querySelectorAll(`[data-found-${name}]`)) place.textContent = cut(text, LONGEST[name] ?? 200);
}

function show() {
  const title = valueOf("seo_title", "title");
  const description = valueOf("seo_description", "summary");
  put("title", title);
  put("description", description || box.dataset.noSummary);
  put("slug", valueOf("slug"));
  box.querySelector("[data-found-none]").hidden = !form.elements.is_noindex.checked;
  for (const [name, text] of Object.entries({ title, description })) {
    const place = box.querySelector(`[data-found-length=${name}]`);
    place.textContent = box.dataset.length.replace("{n}", [...text].length).replace("{most}", LONGEST[name]);
    place.classList.toggle("is-long", [...text].length > LONGEST[name]);
  }
}

async function pictureChosen({ target }) {
  if (!["social_picture", "cover"].includes(target.name)) return;
  const chosen = valueOf("social_picture", "cover");
  const answer = chosen && (await fetch(box.dataset.picture.replace("/0/", `/${chosen}/`)).catch(() => null));
  const picture = answer?.ok ? await answer.text() : "";
  if (chosen !== valueOf("social_picture", "cover")) return; // another one was chosen meanwhile
  const later = box.querySelector("[data-found-later]");
  later.hidden = !chosen || Boolean(picture);
  later.textContent = later.hidden ? "" : box.dataset.pictureLater;
  box.querySelector("[data-found-picture]")?.remove();
  later.insertAdjacentHTML("beforebegin", picture);
}

if (form) {
  form.addEventListener("input", show);
  window.django?.jQuery(form).on("change", pictureChosen);
  show();
}
