// The desk, smoother: sending by keyboard, who else is looking, moving through the list. All works without it.

/** Ctrl-Enter sends what is written. */
document.addEventListener("keydown", (event) => {
  const field = /** @type {HTMLElement} */ (event.target);
  if (!(event.ctrlKey || event.metaKey) || event.key !== "Enter" || !field.matches("[data-writes]")) return;
  event.preventDefault();
  const form = /** @type {HTMLTextAreaElement} */ (field).form;
  form?.requestSubmit(/** @type {HTMLButtonElement} */ (form.querySelector("[value=send]")));
});

/** j and k go through the list, Enter opens: as in every list. */
document.addEventListener("keydown", (event) => {
  const where = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || where.matches("input, textarea, select")) return;
  if (event.key !== "j" && event.key !== "k") return;
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".list-pane .p")]);
  const at = rows.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  const from = at < 0 ? rows.findIndex((row) => row.hasAttribute("aria-current")) : at;
  rows[Math.min(rows.length - 1, Math.max(0, from + (event.key === "j" ? 1 : -1)))]?.focus();
  event.preventDefault();
});

/** Half a minute after half a minute, say that the page is open; whoever begins to write is seen to write. */
const looking = document.querySelector("[data-looking]");
if (looking instanceof HTMLElement) {
  const field = /** @type {HTMLTextAreaElement | null} */ (document.querySelector("[data-writes]"));
  const begun = field?.value ?? "";
  const token = /** @type {HTMLInputElement | null} */ (document.querySelector("[name=csrfmiddlewaretoken]"))?.value ?? "";
  const say = async () => {
    if (document.hidden) return;
    const body = new URLSearchParams({ csrfmiddlewaretoken: token, writes: field && field.value !== begun ? "yes" : "no" });
    const answer = await fetch(looking.dataset.looking ?? "", { method: "POST", body }).catch(() => null);
    if (!answer?.ok) return;
    const text = await answer.text();
    if (text.trim() !== looking.innerHTML.trim()) looking.innerHTML = text;
  };
  setInterval(say, 30000);
  let wrote = false;
  field?.addEventListener("input", () => { if (!wrote) { wrote = true; say(); } });
}

/** Articles are looked up while one types, and read beside what one writes; of several answers the last counts. */
const search = document.querySelector("form[data-beside]");
if (search instanceof HTMLFormElement) {
  const place = document.getElementById(search.dataset.beside ?? "");
  const field = /** @type {HTMLInputElement} */ (search.elements.namedItem("q"));
  let number = 0, timer = 0;
  const look = async () => {
    clearTimeout(timer);
    const own = ++number;
    const query = new URLSearchParams({ part: "beside", q: field.value });
    const answer = await fetch(`${search.action}?${query}`).catch(() => null);
    if (place && answer?.ok && own === number) place.innerHTML = await answer.text();
  };
  field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(look, 250); });
  search.addEventListener("submit", (event) => { event.preventDefault(); look(); });
}

/** What one began to write stays in this tab until it is sent. */
const writing = document.querySelector("#compose [data-writes]");
if (writing instanceof HTMLTextAreaElement) {
  const name = `writes ${location.pathname}${writing.form?.getAttribute("action")}`;
  const kept = sessionStorage.getItem(name);
  if (kept && !writing.value) writing.value = kept;
  writing.addEventListener("input", () => sessionStorage.setItem(name, writing.value));
  writing.form?.addEventListener("submit", () => sessionStorage.removeItem(name));
}

/** When the list is fetched anew, whoever was on a row stays on it. */
const waiting = document.querySelector(".list-pane");
if (waiting) {
  let on = "";
  waiting.addEventListener("focusin", (event) => { on = /** @type {HTMLElement} */ (event.target).getAttribute("href") ?? ""; });
  document.addEventListener("focusin", (event) => { if (!waiting.contains(/** @type {Node} */ (event.target))) on = ""; });
  new MutationObserver(() => {
    if (!on || document.activeElement !== document.body) return;
    /** @type {HTMLElement | null} */ (waiting.querySelector(`[href="${CSS.escape(on)}"]`))?.focus();
  }).observe(waiting, { childList: true });
}

/** What is looked up only once the page stands: until then, and without it, there is a link. */
for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-once]"))) {
  fetch(place.dataset.once ?? "", { headers: { "X-Part": "once" } }).then(async (answer) => {
    if (answer.ok && !answer.redirected) place.innerHTML = await answer.text();
  }).catch(() => null);
}
