// After the first click a form shows that it is busy and cannot be sent again, for as long as the page is being left.
// The server's once-token is what guarantees it; this spares people the doubt.

// How long a page may take to leave before its forms are usable again: the answer was a file after all, or was stopped.
const PATIENCE = 15000;

// A form or button marked as a download, or one that opens a window, is answered beside the page: the page stays.
function staysHere(form, button) {
  const target = button?.formTarget || form.target;
  return form.hasAttribute("data-download") || Boolean(button?.hasAttribute("data-download"))
    || (target !== "" && target !== "_self");
}

function free(form) {
  delete form.dataset.sent;
  for (const button of form.querySelectorAll("[aria-busy]")) {
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }
}

function freeAll() {
  document.querySelectorAll("form[data-sent]").forEach(free);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (event.defaultPrevented || (button?.formMethod || form.method) !== "post") return;
  if (staysHere(form, button)) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  setTimeout(() => free(form), PATIENCE);
  if (!button) return;
  // Later than the event, or the button's own name and value would not be sent.
  setTimeout(() => {
    if (!form.dataset.sent) return;
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
  });
});

// A page brought back by the browser's back button is usable again.
window.addEventListener("pageshow", freeAll);
