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
