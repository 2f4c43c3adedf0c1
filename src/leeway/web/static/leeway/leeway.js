// What the pages do beyond links and forms; everything works without it, only less smoothly.

/** A double tap sends once: the server would notice it anyway, by the key in the form. */
document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (form.dataset.sent) { event.preventDefault(); return; }
  form.dataset.sent = "yes";
});
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });

/** On a phone the tabs scroll: the one that is open is in view. */
document.querySelector(".tabs [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });

/** What a part says, whatever protects its forms. @param {HTMLElement} part */
const said = (part) => part.innerHTML.replace(/(name="csrfmiddlewaretoken" value=)"\w*"/g, "$1").trim();

/**
 * Live parts: `<section data-live="…/live/?topics=…" data-part="/questions/x/part/" data-every="5">`.
 * News of a topic fetches the part again; where no news can be heard, it is fetched every few seconds.
 * @param {HTMLElement} part
 */
function listen(part) {
  let asked = 0, answered = 0;
  const fetchPart = async () => {
    const number = ++asked;
    const answer = await fetch(part.dataset.part ?? "", { headers: { "X-Part": "yes" } }).catch(() => null);
    if (!answer?.ok) return;
    const moved = answer.headers.get("X-Go-To");
    if (moved) { location.assign(moved); return; }
    const text = await answer.text();
    // What was asked for earlier may come later: it is older, and must not stand in place of what is newer.
    if (number < answered) return;
    answered = number;
    show(text);
  };
  let shown = said(part), later = 0;
  /** @param {string} text */
  const show = (text) => {
    clearTimeout(later);
    if (isHeld()) { later = setTimeout(() => show(text), 200); return; }
    const fresh = document.createElement("template");
    fresh.innerHTML = text;
    if (said(fresh) === shown) return;
    shown = said(fresh);
    part.innerHTML = text;
  };
  /** Whether somebody is typing there or has a finger on it: what is under a finger stays until it is lifted. */
  const isHeld = () => part.matches(":active")
    || part.contains(document.activeElement) && document.activeElement?.matches("input, textarea, select");
  let asking = 0;
  const ask = () => { asking ||= setInterval(fetchPart, 1000 * Number(part.dataset.every ?? 5)); };
  if (!part.dataset.live || !("EventSource" in window)) { ask(); return; }
  const news = new EventSource(part.dataset.live);
  news.addEventListener("changed", fetchPart);
  news.addEventListener("open", () => { clearInterval(asking); asking = 0; fetchPart(); });
  news.addEventListener("error", ask);
}
for (const part of document.querySelectorAll("[data-part]")) listen(/** @type {HTMLElement} */ (part));

/** Keys: `?` shows the map, `/` goes to the search field, letters go where the map says. */
document.addEventListener("keydown", (event) => {
  const where = /** @type {HTMLElement} */ (event.target);
  if (event.ctrlKey || event.metaKey || event.altKey || where.matches("input, textarea, select")) return;
  const map = /** @type {HTMLDialogElement | null} */ (document.getElementById("keys"));
  if (event.key === "?" && map) { map.open ? map.close() : map.showModal(); return; }
  const aim = /** @type {HTMLElement | null} */ (document.querySelector(`[data-key="${CSS.escape(event.key)}"]`));
  if (!aim) return;
  event.preventDefault();
  aim.matches("input, textarea, select") ? aim.focus() : aim.click();
});
