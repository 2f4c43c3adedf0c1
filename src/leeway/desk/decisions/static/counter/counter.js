// The counter, smoother: search while typing, the answer while sliding, taps that survive a lost connection.
// Everything works without it by plain forms.

/** @template {Element} T @param {string} selector @returns {T[]} */
const all = (selector) => /** @type {T[]} */ ([...document.querySelectorAll(selector)]);
/** @param {string} text */
const folded = (text) => text.toLocaleLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");

/** Search: rows whose words begin with the typed letters stay; an amount typed at the end does not matter. */
for (const field of /** @type {HTMLInputElement[]} */ (all("[data-filters]"))) {
  const list = /** @type {HTMLElement} */ (document.getElementById(field.dataset.filters ?? ""));
  const nothing = /** @type {HTMLElement} */ (list.querySelector("[data-nothing]"));
  const filter = () => {
    const wanted = folded(field.value).replace(/\s\d[\d.,]*\s*$/, "").split(/\s+/).filter(Boolean);
    let left = 0;
    for (const row of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("[data-words]"))) {
      const words = folded(row.dataset.words ?? "").split(/[\s“”«»"„(),.–-]+/);
      row.hidden = !wanted.every((each) => words.some((word) => word.startsWith(each)));
      left += Number(!row.hidden);
    }
    for (const part of /** @type {NodeListOf<HTMLElement>} */ (list.querySelectorAll("section"))) {
      part.hidden = !part.querySelector("[data-words]:not([hidden])");
    }
    nothing.hidden = left > 0;
  };
  field.addEventListener("input", filter);
}

/** An amount and its slider move together; the slider stops where one's own leeway ends. */
for (const range of /** @type {HTMLInputElement[]} */ (all("input[type=range][data-for]"))) {
  const field = /** @type {HTMLInputElement} */ (document.getElementById(range.dataset.for ?? ""));
  const most = Number(range.dataset.most);
  range.hidden = false;
  const said = () => range.setAttribute("aria-valuetext", field.value);
  range.addEventListener("input", () => {
    const value = Math.min(Math.max(Number(range.value), Number(range.step)), most);
    field.value = String(Number(value.toFixed(3)));
    said();
    field.dispatchEvent(new Event("moved", { bubbles: true }));
  });
  field.addEventListener("input", () => { range.value = field.value.replace(",", "."); said(); });
  said();
}

/** The answer at the amount that is being tried: only its parts are fetched, and nothing is kept. */
for (const card of /** @type {HTMLElement[]} */ (all("[data-tries]"))) {
  const field = /** @type {HTMLInputElement} */ (card.querySelector("input[name=amount]"));
  let wait = 0, last = field.value;
  /** @type {AbortController | undefined} */ let under;
  const show = async () => {
    if (field.value === last || !field.value.trim()) return;
    last = field.value;
    under?.abort();
    under = new AbortController();
    const where = `${card.dataset.tries}?amount=${encodeURIComponent(last)}`;
    const answer = await fetch(where, { headers: { "X-Part": "yes" }, signal: under.signal }).catch(() => null);
    if (!answer || answer.redirected || !(answer.ok || answer.status === 422)) return;
    const parts = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const id of answer.ok ? ["answer-top", "answer-rest", "answer-bar"] : []) {
      const now = document.getElementById(id), next = parts.getElementById(id);
      if (now && next) now.innerHTML = next.innerHTML;
    }
    if (!answer.ok) /** @type {HTMLElement} */ (document.getElementById("answer-top")).innerHTML = parts.body.innerHTML;
    for (const kept of /** @type {HTMLInputElement[]} */ (all("[data-amount]"))) kept.value = last;
  };
  const soon = () => { clearTimeout(wait); wait = setTimeout(show, 120); };
  field.addEventListener("moved", soon);
  field.addEventListener("input", soon);
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { event.preventDefault(); show(); }  // Enter shows the answer; only the button does it
  });
}
document.addEventListener("click", (event) => {
  const tapped = /** @type {HTMLElement} */ (event.target).closest("[data-focus]");
  const field = tapped && /** @type {HTMLInputElement | null} */ (document.getElementById(tapped.getAttribute("data-focus") ?? ""));
  if (field) { event.preventDefault(); field.focus(); field.select(); }
});

/** A tap that must count, once: kept and sent again while there is no connection, always under the same key. */
for (const form of /** @type {HTMLFormElement[]} */ (all("form[data-sure]"))) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (form.dataset.sending) return;
    form.dataset.sending = "yes";
    const tapped = /** @type {HTMLButtonElement | null} */ (event.submitter);
    const lost = /** @type {HTMLElement | null} */ (form.querySelector("[data-lost]"));
    const body = new FormData(form, tapped);
    const where = tapped?.hasAttribute("formaction") ? tapped.formAction : form.action;
    for (;;) {
      const answer = await fetch(where, { method: "POST", body, headers: { "X-Sure": "yes" } }).catch(() => null);
      if (answer?.ok && answer.headers.get("content-type")?.startsWith("application/json")) {
        location.assign((await answer.json()).to);
        return;
      }
      if (answer && answer.status < 500) { shown(answer); return; }
      if (lost) lost.hidden = false;
      await new Promise((again) => setTimeout(again, 1500));
    }
  });
}
/** Another answer than where to go is a page: show it as one. @param {Response} answer */
async function shown(answer) {
  if (answer.redirected) { location.assign(answer.url); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.querySelector("main");
  if (main) document.querySelector("main")?.replaceWith(main);
  for (const form of all("form[data-sure]")) form.removeAttribute("data-sure");
  scrollTo(0, 0);
}
addEventListener("pageshow", (event) => {
  for (const form of all("form[data-sending]")) form.removeAttribute("data-sending");
  if (event.persisted && document.querySelector("form[data-sure]")) location.reload();  // back: show what is true now
});

/** Undo counts down; the server holds the minute, the page only shows it. */
for (const form of /** @type {HTMLFormElement[]} */ (all("[data-undo]"))) {
  const until = performance.now() + 1000 * Number(form.dataset.undo);
  const left = /** @type {HTMLElement} */ (form.querySelector("[data-left]"));
  const words = left.textContent ?? "";
  const tick = setInterval(() => {
    const seconds = Math.ceil((until - performance.now()) / 1000);
    if (seconds <= 0) { clearInterval(tick); form.hidden = true; return; }
    left.textContent = words.replace(/\d+/, String(seconds));
  }, 500);
}
