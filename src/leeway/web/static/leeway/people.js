// What pages about people do beyond links and forms: the browser's own time zone, copying a link.

/** @type {Record<string, string>} Browsers still say the former names of some places. */
const RENAMED = {
  "Europe/Kiev": "Europe/Kyiv", "Asia/Calcutta": "Asia/Kolkata", "Asia/Katmandu": "Asia/Kathmandu",
  "Asia/Rangoon": "Asia/Yangon", "Asia/Saigon": "Asia/Ho_Chi_Minh",
};

for (const field of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-own-zone]"))) {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone ?? "";
  field.value ||= RENAMED[own] ?? own;
}

for (const button of /** @type {NodeListOf<HTMLButtonElement>} */ (document.querySelectorAll("button[data-copies]"))) {
  const field = /** @type {HTMLInputElement} */ (document.getElementById(button.dataset.copies ?? ""));
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    await navigator.clipboard.writeText(field.value).catch(() => document.execCommand("copy"));
    button.textContent = button.dataset.copied ?? "";
  });
}

const maker = document.getElementById("make_passkey");
const credential = /** @type {HTMLInputElement | null} */ (document.getElementById("credential"));
maker?.addEventListener("click", async () => {
  const form = /** @type {HTMLFormElement} */ (credential?.form);
  const problem = /** @type {HTMLElement} */ (document.getElementById("passkey_problem"));
  try {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    const { creation_options: wanted } = await answer.json();
    // Put on the page by the sign-in library: turns JSON into what the browser wants, and back.
    const made = await /** @type {any} */ (window).webauthnJSON.create(wanted);
    credential.value = JSON.stringify(made);
    form.submit();
  } catch {
    problem.hidden = false;
  }
});
