// Several pictures: sent one by one, so that each answer stands there as soon as it is known.

const form = document.querySelector("[data-upload-form]");

if (form) {
  const files = form.querySelector("[data-uploads]");
  const submit = form.querySelector("[type=submit]");
  const outcomes = document.querySelector("[data-upload-outcomes]");
  const status = document.querySelector("[data-upload-status]");

  const refused = (name, problem) => {
    const line = document.createElement("li");
    const title = document.createElement("strong");
    const words = document.createElement("span");
    line.className = "is-refused";
    title.textContent = name;
    words.textContent = problem;
    line.append(title, " ", words);
    outcomes.append(line);
  };

  const send = async (file) => {
    const data = new FormData(form);
    data.set(files.name, file);
    try {
      const answer = await fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" } });
      if (answer.redirected || ![200, 422].includes(answer.status)) throw new Error(answer.status);
      outcomes.insertAdjacentHTML("beforeend", await answer.text());
    } catch {
      refused(file.name, form.dataset.problem);
    }
  };

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const all = [...files.files];
    const most = Number(form.dataset.most);
    submit.disabled = true;
    outcomes.replaceChildren();
    for (const [done, file] of all.slice(0, most).entries()) {
      status.textContent = form.dataset.progress.replace("{done}", done).replace("{all}", all.length);
      await send(file);
    }
    for (const file of all.slice(most)) refused(file.name, form.dataset.tooMany);
    status.textContent = form.dataset.progress.replace("{done}", Math.min(all.length, most)).replace("{all}", all.length);
    files.value = "";
    submit.disabled = false;
  });
}
