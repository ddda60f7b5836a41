import { FORM_TOKEN } from "../../http/browser-sessions.js";

const STYLE =
  "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}[role=alert]{color:#a30000}" +
  "[role=alert],[role=status]{border-left:.3rem solid;padding:.3rem .8rem}[role=status]{color:#1b5e20}";

/** A whole page. Browsers ask for an icon by themselves when none is named, which the pages' policy forbids. */
export function page(title: string, body: string, head = ""): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${head}` +
    `<link rel="icon" href="data:,"><title>${escape(title)} - simulated Okta console</title><style>${STYLE}</style></head>` +
    `<body><main><h1>${escape(title)}</h1><p>This is a simulated Okta org on this machine.</p>${body}</main></body></html>`
  );
}

/** A form that brings its browser's token back. */
export function postForm(path: string, formToken: string, body: string): string {
  const token = `<input type="hidden" name="${FORM_TOKEN}" value="${escape(formToken)}">`;
  return `<form method="post" action="${escape(path)}">${token}${body}</form>`;
}

export function button(value: string, text: string): string {
  return `<button name="button" value="${value}">${escape(text)}</button> `;
}

/** What came of the last form. It takes the focus, so that it is in view and read aloud, and Tab goes on from there. */
export function notice(text: string, isRefusal: boolean): string {
  const role = isRefusal ? "alert" : "status";
  return `<p role="${role}" tabindex="-1" autofocus><strong>${escape(text)}</strong></p>`;
}

/** Names come from a tenant: they are text, never markup. */
export function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
