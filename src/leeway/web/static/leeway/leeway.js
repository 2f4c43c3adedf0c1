// What the pages do beyond links and forms; everything works without it, only less smoothly.
for (const form of document.forms) {
  // A double tap sends once: the server would notice it anyway, by the key in the form.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
  });
}
addEventListener("pageshow", () => { for (const form of document.forms) delete form.dataset.sent; });
for (const range of document.querySelectorAll("input[type=range][data-shows]")) {
  const shown = document.getElementById(range.dataset.shows);
  range.addEventListener("input", () => { shown.value = range.value; });
  range.addEventListener("change", () => { range.form.requestSubmit(); });
}
