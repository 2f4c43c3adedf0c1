// A talk: shows that somebody is there, keeps the last line in sight, and says when the frame closes.

const part = /** @type {HTMLElement} */ (document.getElementById("talk"));
const address = part.dataset.part ?? "";

/** Asking for the lines is how the desk knows that somebody is still here; hidden pages are not. */
setInterval(() => { if (!document.hidden) fetch(address, { headers: { "X-Part": "yes" } }).catch(() => null); }, 10_000);
new MutationObserver(() => part.querySelector("li:last-child")?.scrollIntoView({ block: "nearest" })).observe(part, { childList: true });
addEventListener("pagehide", () => { if (part.dataset.left) navigator.sendBeacon(part.dataset.left); });

/** The frame finds its talk again on the next page of the site. */
try { sessionStorage.setItem("leeway-talk", location.pathname); } catch { /* a browser that keeps nothing */ }

/** Enter sends, Shift and Enter begins a new line; not on a phone, where Enter is how lines are begun. */
document.querySelector(".reply textarea")?.addEventListener("keydown", (event) => {
  const key = /** @type {KeyboardEvent} */ (event);
  if (key.key !== "Enter" || key.shiftKey || key.isComposing || matchMedia("(pointer: coarse)").matches) return;
  key.preventDefault();
  /** @type {HTMLTextAreaElement} */ (key.target).form?.requestSubmit();
});
