// Says to a screen reader what another script did: document.dispatchEvent(new CustomEvent("say", {detail: words})).
// The region stands in the page before anything is said in it, and what is said there changes no focus.

const region = document.createElement("p");
region.className = "visually-hidden";
region.setAttribute("role", "status");
document.body.append(region);

document.addEventListener("say", ({ detail }) => {
  region.textContent = "";
  setTimeout(() => (region.textContent = detail), 100); // the same words twice are a change, too
});
