// <time datetime data-relative>: the absolute moment becomes "3 hours ago", and stays in the title.
// What is older than a month keeps its date, and paper has dates alone.

const MINUTE = 60;
const STEPS = [
  // [up to seconds, unit, seconds of the unit]
  [60 * MINUTE, "minute", MINUTE],
  [24 * 60 * MINUTE, "hour", 60 * MINUTE],
  [30 * 24 * 60 * MINUTE, "day", 24 * 60 * MINUTE],
];
const language = document.documentElement.lang || undefined;
const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
const absolute = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });

function words(age) {
  if (age < MINUTE) return relative.format(0, "second");
  const step = STEPS.find(([limit]) => age < limit);
  return step && relative.format(-Math.floor(age / step[2]), step[1]);
}

function show(time) {
  const moment = new Date(time.dateTime);
  if (Number.isNaN(moment.valueOf())) return;
  time.dataset.absolute ??= time.textContent;
  time.title = absolute.format(moment);
  const said = print.matches ? null : words((Date.now() - moment) / 1000);
  time.textContent = said ?? time.dataset.absolute;
}

function showAll(within = document) {
  for (const time of within.querySelectorAll("time[data-relative]")) show(time);
}

const print = matchMedia("print");
print.addEventListener("change", () => showAll());

showAll();
setInterval(showAll, MINUTE * 1000);
document.addEventListener("visibilitychange", () => document.hidden || showAll());
document.addEventListener("htmx:load", (event) => showAll(event.target));
