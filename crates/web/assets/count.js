// Counts characters (not bytes, not UTF-16 halves) under a text box.
// <textarea data-count="2000" aria-describedby="x-count"> with <output id="x-count" data-left data-over>.
const show = (box) => {
  const out = document.getElementById(`${box.id}-count`);
  if (!out) return;
  const left = Number(box.dataset.count) - [...box.value.replaceAll("\r\n", "\n")].length;
  const words = left < 0 ? out.dataset.over : out.dataset.left;
  out.textContent = words.replace("{}", Math.abs(left));
  out.classList.toggle("counter-over", left < 0);
};

for (const box of document.querySelectorAll("[data-count]")) {
  show(box);
  box.addEventListener("input", () => show(box));
}
