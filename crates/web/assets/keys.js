// Keyboard for people who live in lists: / search, j and k move between rows, Enter opens, ? shows the help.
// Single keys can be switched off in the help (WCAG 2.1.4); the choice stays on this computer.
const KEY = "huiyin-keys";
const help = document.getElementById("keys");
const toggle = help?.querySelector("[data-keys-toggle]");
let on = true;
try {
  on = localStorage.getItem(KEY) !== "off";
} catch {
  // storage may be forbidden; the keys then stay on
}

if (toggle) {
  toggle.checked = on;
  toggle.addEventListener("change", () => {
    on = toggle.checked;
    try {
      localStorage.setItem(KEY, on ? "on" : "off");
    } catch {
      // not remembered
    }
  });
}
for (const button of document.querySelectorAll("[data-keys-help]")) {
  button.hidden = false;
  button.addEventListener("click", () => help?.showModal());
}

const move = (step) => {
  const rows = [...document.querySelectorAll("a.row-link")];
  if (rows.length === 0) return;
  const here = rows.indexOf(document.activeElement);
  const next = here < 0 ? (step > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + step, 0), rows.length - 1);
  rows[next].focus();
};

const actions = {
  "/": () => document.querySelector("[data-search]")?.focus(),
  j: () => move(1),
  k: () => move(-1),
  "?": () => help?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (!on || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, [contenteditable], dialog")) return;
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});
