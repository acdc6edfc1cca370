// The lines beside comments end with the last answer that hangs on them: data-ended names the depths
// whose line goes on no further. Drawn by discussion.css; without this script they run a little long.

function endStems(thread) {
  let open = new Set(); // depths with a further answer below the comment at hand
  for (const comment of [...thread.querySelectorAll(":scope > [data-comment]")].reverse()) {
    const depth = Number(comment.dataset.depth);
    const above = [...Array(depth).keys()];
    comment.dataset.ended = above.filter((level) => !open.has(level)).join(" ");
    open = new Set(above.filter((level) => level === depth - 1 || open.has(level)));
  }
}

function endAll(within) {
  for (const thread of within.querySelectorAll("[data-thread]")) endStems(thread);
}

window.onArrival((come) => {
  const thread = come.closest?.("[data-thread]");
  if (thread) endStems(thread);
  endAll(come);
});
