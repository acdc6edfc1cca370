// The focal point of a picture: a click on the picture sets the two numbers, the numbers move the mark.

const box = document.querySelector("[data-focal]");
const fields = ["focal_x", "focal_y"].map((name) => document.querySelector(`input[name=${name}]`));

if (box && fields.every(Boolean)) {
  const whole = box.querySelector("[data-focal-whole]");
  const [across, down] = fields;

  const show = () => {
    box.style.setProperty("--across", across.value);
    box.style.setProperty("--down", down.value);
  };
  const share = (value, length) => Math.min(1, Math.max(0, value / length)).toFixed(2);

  whole.addEventListener("click", (event) => {
    const place = whole.querySelector("img").getBoundingClientRect();
    across.value = share(event.clientX - place.left, place.width);
    down.value = share(event.clientY - place.top, place.height);
    show();
  });
  for (const field of fields) field.addEventListener("input", show);

  // The crops are shown as they will be, by CSS, not as they were made.
  for (const source of box.querySelectorAll(".focal-crops source")) source.remove();
  whole.classList.add("is-clickable");
  whole.querySelector(".focal-point").hidden = false;
  box.querySelector("[data-focal-hint]").hidden = false;
  show();
}
