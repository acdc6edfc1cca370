// Shows the way to the desk to those who have been there: the page is the same for all, and this browser knows.
// The hint in the cookie opens nothing; the desk asks who comes.

if (document.cookie.split("; ").includes("desk=1")) {
  for (const link of document.querySelectorAll("[data-edit-link]")) link.hidden = false;
}
