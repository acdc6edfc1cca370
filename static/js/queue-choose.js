// Ticking several: a click with Shift ticks all from the last one; the number ticked stands beside the choice.

const bulk = document.querySelector("[data-bulk]");
const queue = document.querySelector("[data-queue]");
let from = null;

const boxes = () => [...document.querySelectorAll("[data-choose]")];

function tell() {
  const count = boxes().filter((each) => each.checked).length;
  bulk.querySelector("[data-chosen]").textContent = queue.dataset.saidChosen.replace("{n}", count);
}

function choose(box, isRange) {
  const all = boxes();
  const [a, b] = [all.indexOf(from), all.indexOf(box)].sort((x, y) => x - y);
  if (isRange && a >= 0) for (const each of all.slice(a, b + 1)) each.checked = box.checked;
  from = box;
  bulk.querySelector("[value=chosen]").checked = true;
  tell();
}

if (bulk) {
  const every = bulk.querySelector("[data-choose-all]");
  every.hidden = false;
  every.addEventListener("click", () => {
    const all = boxes();
    const isOn = all.some((each) => !each.checked);
    for (const each of all) each.checked = isOn;
    bulk.querySelector("[value=chosen]").checked = true;
    tell();
  });
  document.addEventListener("click", ({ target, shiftKey }) => {
    if (target.matches("[data-choose]")) choose(target, shiftKey);
  });
  document.addEventListener("queue:came", tell);
  tell();
}
