// How long one has been talking, in whole minutes; nothing counts down, nothing blinks. The time for what it is about,
// and what is open of who was typed.

const spent = /** @type {HTMLElement | null} */ (document.querySelector("[data-begun]"));
const part = document.getElementById("call-time");

function show() {
  if (!spent) return;
  const minutes = Math.floor((Date.now() / 1000 - Number(spent.dataset.begun)) / 60);
  spent.hidden = minutes < 1;
  spent.textContent = ((minutes === 1 ? spent.dataset.one : spent.dataset.many) ?? "").replace("#", String(minutes));
  const lines = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-minutes]"))];
  const now = lines.find((line) => minutes <= Number(line.dataset.minutes)) ?? lines.at(-1);
  for (const line of lines) line.classList.toggle("now", line === now);
}

document.getElementById("situation")?.addEventListener("change", async (event) => {
  const chosen = /** @type {HTMLSelectElement} */ (event.target).value;
  const answer = await fetch(`${part?.dataset.from}?situation=${encodeURIComponent(chosen)}`).catch(() => null);
  if (answer?.ok && part) { part.innerHTML = await answer.text(); show(); }
});
const whose = document.getElementById("call-whose");
document.querySelector(".call [name=who]")?.addEventListener("change", async (event) => {
  const who = /** @type {HTMLInputElement} */ (event.target).value;
  const answer = await fetch(`${whose?.dataset.from}?who=${encodeURIComponent(who)}`).catch(() => null);
  if (answer?.ok && !answer.redirected && whose) whose.innerHTML = await answer.text();
});
setInterval(show, 15_000);
show();
