// Keeps a queue of questions up to date without touching what somebody is typing; everything works without it.

/** What is left until an instant, or how long it is over: `3:40`, or `1:02:05` from an hour on.
 * @param {number} seconds */
function clock(seconds) {
  const whole = Math.abs(Math.trunc(seconds));
  const two = (/** @type {number} */ number) => String(number).padStart(2, "0");
  const hours = Math.trunc(whole / 3600), minutes = Math.trunc(whole / 60) % 60;
  return hours ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

function tick() {
  for (const due of /** @type {NodeListOf<HTMLTimeElement>} */ (document.querySelectorAll("time[data-left]"))) {
    const left = (Date.parse(due.dateTime) - Date.now()) / 1000;
    const said = (left >= 0 ? due.dataset.left : due.dataset.late) ?? "{time}";
    const text = said.replace("{time}", clock(left));
    if (due.textContent !== text) due.textContent = text;
  }
}

/** Whether somebody is in the middle of answering here.
 * @param {Element} card */
const isBusy = (card) => card.contains(document.activeElement) && document.activeElement !== document.body
  || card.querySelector(":popover-open") !== null;

/** Put the new cards in place of the old: those that did not change stay, and so does one that is being answered.
 * @param {HTMLElement} queue @param {string} text */
function merge(queue, text) {
  const made = document.createElement("template");
  made.innerHTML = text;
  const fresh = [...made.content.children];
  const keep = new Set();
  for (const card of fresh) {
    const shown = document.getElementById(card.id);
    const same = shown && (shown.dataset.version === /** @type {HTMLElement} */ (card).dataset.version || isBusy(shown));
    const placed = same ? shown : card;
    if (shown && !same) shown.replaceWith(card);
    keep.add(placed);
    if (!placed.isConnected) queue.append(placed);
  }
  for (const old of [...queue.children]) {
    if (keep.has(old)) continue;
    if (!isBusy(old)) { old.remove(); continue; }
    if (old.classList.contains("gone")) continue;
    old.classList.add("gone");
    for (const place of [old, ...old.querySelectorAll(":popover-open form")]) {
      const note = document.createElement("p");
      note.className = "notice";
      note.setAttribute("role", "status");
      note.textContent = queue.dataset.gone ?? "";
      place.prepend(note);
    }
  }
  // Only when the order has changed is anything moved: moving would take the focus away.
  const order = fresh.map((card) => document.getElementById(card.id)).filter((card) => card !== null);
  const now = [...queue.children].filter((card) => keep.has(card));
  if (order.some((card, place) => card !== now[place]) && !queue.contains(document.activeElement)) queue.append(...order);
  tick();
}

/** @param {HTMLElement} queue */
function listen(queue) {
  const look = async () => {
    const answer = await fetch(queue.dataset.queue ?? "", { headers: { "X-Part": "yes" } }).catch(() => null);
    if (answer?.ok && !answer.redirected) merge(queue, await answer.text());
  };
  let looking = 0;
  const poll = () => { looking ||= setInterval(look, 4000); };
  if (!queue.dataset.news || !("EventSource" in window)) { poll(); return; }
  const news = new EventSource(queue.dataset.news);
  news.addEventListener("changed", look);
  news.addEventListener("open", () => { clearInterval(looking); looking = 0; look(); });
  news.addEventListener("error", poll);
  // What a yes would reach changes as others decide, without any news.
  setInterval(look, 60_000);
}

for (const queue of document.querySelectorAll("[data-queue]")) listen(/** @type {HTMLElement} */ (queue));
tick();
setInterval(tick, 1000);

document.addEventListener("input", (event) => {
  const range = /** @type {HTMLInputElement} */ (event.target);
  const sets = range.dataset?.sets && /** @type {HTMLInputElement | null} */ (document.getElementById(range.dataset.sets));
  if (sets) sets.value = range.value;
});

document.documentElement.classList.add("scripted");
document.addEventListener("change", (event) => {
  const chosen = /** @type {HTMLSelectElement} */ (event.target);
  if (chosen.matches?.("select[data-sends]")) chosen.form?.requestSubmit();
});
