// <time datetime data-relative>: the absolute moment becomes "3 hours ago", and stays in the title.
// What is older than a month keeps its date, and paper has dates alone. It is done a screen before the time is seen:
// the browser takes 20 ms to learn a language's words for it, and most pages begin with none.

const MINUTE = 60;
const STEPS = [
  // [up to seconds, unit, seconds of the unit]
  [60 * MINUTE, "minute", MINUTE],
  [24 * 60 * MINUTE, "hour", 60 * MINUTE],
  [30 * 24 * 60 * MINUTE, "day", 24 * 60 * MINUTE],
];
const language = document.documentElement.lang || undefined;
let relative, absolute;

function words(age) {
  relative ??= new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  if (age < MINUTE) return relative.format(0, "second");
  const step = STEPS.find(([limit]) => age < limit);
  return step && relative.format(-Math.floor(age / step[2]), step[1]);
}

function show(time) {
  const moment = new Date(time.dateTime);
  if (Number.isNaN(moment.valueOf())) return;
  time.dataset.absolute ??= time.textContent;
  absolute ??= new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
  time.title = absolute.format(moment);
  const said = print.matches ? null : words((Date.now() - moment) / 1000);
  time.textContent = said ?? time.dataset.absolute;
}

function showSeen() {
  for (const time of document.querySelectorAll("time[data-absolute]")) show(time);
}

const near = new IntersectionObserver(
  (entries) => entries.forEach(({ isIntersecting, target }) => isIntersecting && show(target)),
  { rootMargin: "100%" },
);

function watchAll(within = document) {
  for (const time of within.querySelectorAll("time[data-relative]:not([data-absolute])")) near.observe(time);
}

const print = matchMedia("print");
print.addEventListener("change", showSeen);

watchAll();
setInterval(showSeen, MINUTE * 1000);
document.addEventListener("visibilitychange", () => document.hidden || showSeen());
document.addEventListener("htmx:load", (event) => watchAll(event.target));
