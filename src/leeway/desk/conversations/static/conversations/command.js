// The command bar: Ctrl-K opens it with all pages one may open, letters find, arrows choose, Enter goes there.

const bar = /** @type {HTMLDialogElement | null} */ (document.getElementById("command"));
if (bar) {
  const field = /** @type {HTMLInputElement} */ (bar.querySelector("input"));
  const list = /** @type {HTMLElement} */ (bar.querySelector(".found"));
  let wait = 0;
  /** @type {AbortController | undefined} */ let under;
  const rows = () => /** @type {HTMLElement[]} */ ([...list.querySelectorAll("a")]);
  /** @param {number} at */
  const choose = (at) => {
    const all = rows();
    all.forEach((row, number) => {
      row.id = `command-${number}`;
      row.setAttribute("role", "option");
      row.tabIndex = -1;
      row.setAttribute("aria-selected", String(number === at));
    });
    const chosen = all[at];
    if (chosen) { field.setAttribute("aria-activedescendant", chosen.id); chosen.scrollIntoView({ block: "nearest" }); }
    else field.removeAttribute("aria-activedescendant");
  };
  const chosen = () => rows().findIndex((row) => row.getAttribute("aria-selected") === "true");
  const show = async () => {
    const typed = field.value.trim();
    under?.abort();
    under = new AbortController();
    const where = `${bar.dataset.find}?part=list&q=${encodeURIComponent(typed)}`;
    const answer = await fetch(where, { signal: under.signal }).catch(() => null);
    if (!answer?.ok || answer.redirected) return;
    list.innerHTML = await answer.text();
    choose(0);
  };
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (bar.open) { bar.close(); return; }
    field.value = "";
    bar.showModal();
    show();
  });
  field.addEventListener("input", () => { clearTimeout(wait); wait = setTimeout(show, 120); });
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); choose(Math.min(rows().length - 1, Math.max(0, chosen() + step))); }
    if (event.key === "Enter") { event.preventDefault(); clearTimeout(wait); show().then(() => rows()[Math.max(0, chosen())]?.click()); }
  });
  for (const opener of document.querySelectorAll("[data-command]")) {
    opener.addEventListener("click", (event) => { event.preventDefault(); field.value = ""; bar.showModal(); show(); });
  }
}
