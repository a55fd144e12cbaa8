/**
 * Styles of the example website, a fictional small venue. Its own fonts and colours distinguish the site from the form.
 */
export const SITE_CSS = `
:root{--paper:#fbf6ec;--ink:#2b2118;--soft:#6d5c4b;--line:#e0d3bd;--accent:#8a3b12}
[data-host=dark]{--paper:#171b26;--ink:#e9e4d8;--soft:#a9a496;--line:#333a4b;--accent:#f0b27a;color-scheme:dark}
*{box-sizing:border-box;margin:0}
body{background:var(--paper);color:var(--ink);font:17px/1.6 Georgia,"Times New Roman",serif}
header,main,footer{max-width:980px;margin-inline:auto;padding:20px}
header{display:flex;flex-wrap:wrap;gap:8px 24px;align-items:baseline;border-bottom:1px solid var(--line)}
header strong{font-size:20px;margin-inline-end:auto}
a{color:var(--accent)}
h1{font-size:34px;line-height:1.15;margin-block:20px 12px}
h2{font-size:23px;margin-block:36px 10px}
p{max-width:62ch;margin-block-end:14px}
.reserve,reservo-embed{display:block;min-height:560px}
.button{display:inline-block;padding:12px 20px;border-radius:4px;background:var(--accent);color:var(--paper);text-decoration:none}
footer{margin-top:48px;border-top:1px solid var(--line);color:var(--soft);font-size:15px}
iframe{max-width:100%}
`;

/** Forwards the form's messages to the admin page that frames the example website, and to no other origin. */
export const SITE_JS = `
const admin = document.documentElement.dataset.admin;
const types = "ready resize step hold hold_ended booked cancelled error scroll dirty close".split(" ");
for (const type of types) {
  addEventListener("reservo:" + type, (event) => {
    if (parent !== window) parent.postMessage({ reservoPreview: 1, type, detail: event.detail }, admin);
  });
}
`;
