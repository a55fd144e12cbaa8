// Minimal styles. Shadow roots isolate them from those of the host page.

const base =
  "iframe{display:block;position:relative;min-height:120px;width:100%;border:0;max-height:12000px;opacity:0}a{color:inherit}";

/** The frame covers an outlined box, which is visible until the frame has loaded. */
export const inlineCss =
  ":host{display:block;position:relative;min-height:120px}" +
  "div{position:absolute;inset:0;padding:24px;border:2px dashed #8888;border-radius:14px}";

/** Fills narrow screens. */
export const popupCss =
  "dialog{width:100%;border:0;max-width:760px;height:100%;max-height:none;padding:0;" +
  "background:canvas}dialog::backdrop{background:#0009}" +
  "section{height:100%;overflow:auto;padding:52px 8px 8px;box-sizing:border-box}" +
  "button{position:absolute;inset:4px 4px auto auto;width:44px;height:44px;border:0;background:0 0;font:26px system-ui}" +
  "@media(width>639px){dialog{height:92%;max-height:900px;border-radius:14px}}";

export const floatCss =
  "a{position:fixed;bottom:20px;inset-inline-end:20px;z-index:9999;padding:16px 24px;border:2px solid;" +
  "border-radius:14px;background:#0c1512;color:#f8fbf9;font:600 16px system-ui;text-decoration:none}[data-position$=t]{inset-inline:20px auto}";

/**
 * Attaches a shadow root with styles, or reuses the existing one when an element is reinserted. The style sheet is
 * constructed, so the host's CSP needs no entry for it.
 */
export function shadowOf(element: HTMLElement, css: string): ShadowRoot {
  const root = element.shadowRoot ?? element.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(base + css);
  root.adoptedStyleSheets = [sheet];
  return root;
}
