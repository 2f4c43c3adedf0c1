// A button in the corner of your pages that opens the chat in a frame. No cookies, nothing from anybody else:
// <script src="https://desk.example.com/static/chat/leeway-chat.js" data-site="214" data-label="Talk with us" async></script>
// Your address has to stand in LEEWAY_CHAT_ORIGINS, and the desk's in your own policy for frames and scripts.
(() => {
  const own = /** @type {HTMLScriptElement} */ (document.currentScript);
  const desk = new URL(own.src).origin;
  const site = own.dataset.site ? `at/${encodeURIComponent(own.dataset.site)}/` : "";
  const style = (/** @type {HTMLElement} */ it, /** @type {Record<string, string>} */ how) => Object.assign(it.style, how);
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = own.dataset.label ?? "Chat";
  button.setAttribute("aria-expanded", "false");
  style(button, {
    position: "fixed", insetBlockEnd: "1rem", insetInlineEnd: "1rem", zIndex: "2147483000", padding: ".9rem 1.2rem",
    border: "0", borderRadius: "99px", background: "#146c4a", color: "#fff", font: "600 1rem/1 system-ui, sans-serif", cursor: "pointer",
  });
  /** @type {HTMLIFrameElement | null} */
  let frame = null;
  button.addEventListener("click", () => {
    if (!frame) {
      frame = document.createElement("iframe");
      frame.title = button.textContent ?? "Chat";
      frame.src = `${desk}/chat/${site}`;
      style(frame, {
        position: "fixed", insetBlockEnd: "4.75rem", insetInlineEnd: "1rem", zIndex: "2147483000", border: "1px solid #0002",
        borderRadius: "14px", inlineSize: "min(24rem, calc(100vw - 2rem))", blockSize: "min(36rem, calc(100dvh - 6rem))", background: "Canvas",
      });
      document.body.append(frame);
    } else { frame.hidden = !frame.hidden; frame.style.display = frame.hidden ? "none" : ""; }
    button.setAttribute("aria-expanded", String(!frame.hidden));
  });
  document.body.append(button);
})();
