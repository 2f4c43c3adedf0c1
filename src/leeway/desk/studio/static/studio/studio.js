// Writing: what is typed is saved and checked after a moment; the plain button does the same without scripts.
// Here: nothing typed is lost when somebody moves on before that moment, and nothing older is saved over what a button has added.

/** Forms with something typed that the desk has not kept yet: how often something was typed. @type {Map<HTMLFormElement, number>} */
const typed = new Map();
/** How often something had been typed when the form was sent last. @type {Map<HTMLFormElement, number>} */
const sending = new Map();

/** @param {Event} event */
const formOf = (event) => /** @type {HTMLFormElement | null} */ (/** @type {Element} */ (event.target).closest?.("form[hx-post]"));
/** @param {HTMLFormElement} form */
const save = (form) => fetch(form.getAttribute("hx-post") ?? "", {
  method: "POST", keepalive: true, headers: { "HX-Request": "true" },
  body: new URLSearchParams(/** @type {any} */ (new FormData(form))),
}).catch(() => null);

document.addEventListener("input", (event) => {
  const form = formOf(event);
  if (form) typed.set(form, (typed.get(form) ?? 0) + 1);
});
document.addEventListener("htmx:before:request", (event) => {
  const form = formOf(event);
  if (!form) return;
  if (form.dataset.sent) event.preventDefault();
  sending.set(form, typed.get(form) ?? 0);
});
document.addEventListener("htmx:after:request", (event) => {
  const form = formOf(event);
  if (form && sending.get(form) === typed.get(form)) typed.delete(form);
});

/** A link waits until what was typed is kept, so that the next page knows it. */
document.addEventListener("click", async (event) => {
  const link = /** @type {HTMLAnchorElement | null} */ (/** @type {Element} */ (event.target).closest("a[href]"));
  const elsewhere = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link?.target;
  if (!link || elsewhere || !typed.size || event.defaultPrevented || link.pathname === location.pathname && link.hash) return;
  event.preventDefault();
  const waiting = [...typed.keys()];
  typed.clear();
  await Promise.all(waiting.map(save));
  location.assign(link.href);
});
addEventListener("pagehide", () => { for (const form of typed.keys()) if (!form.dataset.sent) save(form); });
