// Fetches HTML fragments of our own server: a slow part of a page after the page itself, and hints while someone types.
//   data-load-url="/path"       replaces this element's content once; until then, and without scripts, a link stands there
// While someone types:
//   data-live-url="/path"       where to ask
//   data-live-target="id"       element whose content is replaced
//   data-live-method="post"     send the whole form (never files) in the body, for texts that must not stand in a
//                               URL; otherwise GET with this field alone
//   data-live-min="4"           ask from this many characters on
const WAIT = 250; // milliseconds without a key before asking

const request = (field, signal) => {
  const url = new URL(field.dataset.liveUrl, location.href);
  const post = field.dataset.liveMethod === "post";
  const form = new URLSearchParams();
  if (post && field.form) {
    for (const [name, value] of new FormData(field.form)) {
      if (typeof value === "string") form.append(name, value);
    }
  } else {
    url.searchParams.set(field.name, field.value);
  }
  return fetch(url, { method: post ? "POST" : "GET", body: post ? form : undefined, signal,
    headers: { "X-Fragment": "1" }, credentials: "same-origin" });
};

// What a person has already chosen in the old fragment stays chosen in the new one.
const replace = (target, html) => {
  const chosen = [...target.querySelectorAll("input:checked")].map((input) => [input.name, input.value]);
  const page = new DOMParser().parseFromString(html, "text/html");
  target.replaceChildren(...page.body.childNodes);
  for (const input of target.querySelectorAll("input")) {
    if (chosen.some(([name, value]) => name === input.name && value === input.value)) input.checked = true;
  }
};

const attach = (field) => {
  const target = document.getElementById(field.dataset.liveTarget);
  if (!target) return;
  let timer;
  let running;
  const ask = async () => {
    running?.abort();
    running = new AbortController();
    const mine = running;
    target.setAttribute("aria-busy", "true");
    try {
      const answer = await request(field, mine.signal);
      if (answer.ok && !answer.redirected) replace(target, await answer.text());
    } catch (error) {
      if (error.name !== "AbortError") console.warn(error); // the page works without the hint
    } finally {
      if (mine === running) target.removeAttribute("aria-busy");
    }
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    if (field.value.trim().length < Number(field.dataset.liveMin ?? 1)) return;
    timer = setTimeout(ask, WAIT);
  });
};

document.querySelectorAll("[data-live-url]").forEach(attach);

const load = async (place) => {
  place.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(place.dataset.loadUrl, { headers: { "X-Fragment": "1" }, credentials: "same-origin" });
    if (answer.ok && !answer.redirected) replace(place, await answer.text());
  } catch (error) {
    console.warn(error); // the link still leads there
  } finally {
    place.removeAttribute("aria-busy");
  }
};

document.querySelectorAll("[data-load-url]").forEach(load);
