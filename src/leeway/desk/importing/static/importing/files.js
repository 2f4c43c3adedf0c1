// A file that is too large is told before it is sent.

for (const field of document.querySelectorAll("input[type=file][data-bytes-max]")) {
  const chosen = /** @type {HTMLInputElement} */ (field);
  chosen.addEventListener("change", () => {
    const size = chosen.files?.[0]?.size ?? 1;
    const fits = size > 0 && size <= Number(chosen.dataset.bytesMax);
    chosen.setCustomValidity(fits ? "" : chosen.dataset.tooLarge ?? "");
    chosen.reportValidity();
  });
}
