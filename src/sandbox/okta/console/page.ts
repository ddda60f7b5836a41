import type { OktaApp } from "../org/app.js";
import { ACTIONS } from "./actions.js";
import { formsOf, LABELS, testButtonOf, type ConsoleForm, type FormField } from "./forms.js";

/** What a page says about the form that was just submitted. */
export interface Notice {
  readonly form: ConsoleForm["id"] | "actions";
  readonly text: string;
  readonly isRefusal: boolean;
}

/** The list of the org's apps. */
export function appListPage(apps: readonly OktaApp[]): string {
  const items = apps.map(
    (app) =>
      `<li><a href="${escape(appPath(app))}">${escape(app.written.label)}</a> (${app.status.toLowerCase()})</li>`,
  );
  return page("Applications", items.length === 0 ? "<p>There is no app yet.</p>" : `<ul>${items.join("")}</ul>`);
}

/** One app with its forms and buttons. A stored token is never shown again. */
export function appPage(app: OktaApp, options: { readonly hasLicence: boolean; readonly notice?: Notice }): string {
  const forms = formsOf(app).map((form) => {
    const notice = noticeFor(form.id, options.notice);
    const why = whyHidden(form, app, options.hasLicence);
    return `<section aria-labelledby="${form.id}"><h2 id="${form.id}">${escape(form.title)}</h2>${notice}${
      why === undefined ? formOf(form, app) : `<p>${escape(why)}</p>`
    }</section>`;
  });
  const actions = `<section aria-labelledby="actions"><h2 id="actions">Actions</h2>${noticeFor("actions", options.notice)}${actionsOf(app)}</section>`;
  return page(app.written.label, `<p><a href="/admin">All applications</a></p>${forms.join("")}${actions}`);
}

/** Where a person answers a sign-in that shows a code. */
export function activatePage(userCode: string, said?: string): string {
  const notice = said === undefined ? "" : `<p role="status"><strong>${escape(said)}</strong></p>`;
  const field = `<p><label>Activation code<br><input type="text" name="user_code" value="${escape(userCode)}" autocomplete="off"></label></p>`;
  const buttons = `<p>${button("approve", "Sign in as the administrator")}${button("deny", "Decline")}</p>`;
  return page("Activate a device", `${notice}<form method="post" action="/admin/activate">${field}${buttons}</form>`);
}

/** Said to whoever comes without the key of the printed address. */
export function lockedPage(): string {
  return page(
    "Locked",
    "<p>Open the address that the sandbox printed when it started: it holds a key, which works once.</p>",
  );
}

/** Said when an address names no app or form. */
export function missingPage(): string {
  return page("Not found", '<p>There is no such app. <a href="/admin">All applications</a></p>');
}

export function appPath(app: OktaApp): string {
  return `/admin/app/${encodeURIComponent(app.name)}/instance/${app.id}`;
}

function whyHidden(form: ConsoleForm, app: OktaApp, hasLicence: boolean): string | undefined {
  const isFirst = form.id === "general" || (app.kind === "catalog" && form.id === "integration");
  if (isFirst) return hasLicence ? undefined : "This org's edition has no Lifecycle Management.";
  if (app.kind === "custom" && !app.provisioning.scim) return "Choose SCIM under General first.";
  if (form.id !== "integration" && app.provisioning.connection === undefined) return "Save Integration first.";
  return undefined;
}

function formOf(form: ConsoleForm, app: OktaApp): string {
  const test = form.id === "integration" ? button("test", testButtonOf(app)) : "";
  const fields = form.fields.map((field) => fieldOf(field, app)).join("");
  return `<form method="post" action="${escape(appPath(app))}/${form.id}">${fields}<p>${test}${button("save", "Save")}</p></form>`;
}

function actionsOf(app: OktaApp): string {
  return ACTIONS.map(
    ({ id, label }) =>
      `<form method="post" action="${escape(appPath(app))}/${id}"><p>${button("press", label)}</p></form>`,
  ).join("");
}

function button(value: string, text: string): string {
  return `<button name="button" value="${value}">${text}</button> `;
}

function fieldOf(field: FormField, app: OktaApp): string {
  const name = escape(field.label);
  const current = currentValues(app, field.label);
  if (field.kind === "switch") {
    return `<p><label><input type="checkbox" name="${name}" value="Enable"${mark(current.includes("on"), "checked")}> ${name}</label></p>`;
  }
  if (field.kind === "choice" || field.kind === "checks") {
    const type = field.kind === "choice" ? "radio" : "checkbox";
    const options = field.options.map(
      (option) =>
        `<label><input type="${type}" name="${name}" value="${escape(option)}"${mark(current.includes(option), "checked")}> ${escape(option)}</label><br>`,
    );
    return `<fieldset><legend>${name}</legend>${options.join("")}</fieldset>`;
  }
  const type = field.kind === "secret" ? "password" : "text";
  const hint = field.hint === undefined ? "" : ` <small>${escape(field.hint)}</small>`;
  return `<p><label>${name}<br><input type="${type}" name="${name}" value="${escape(current[0] ?? "")}" autocomplete="off" size="60"></label>${hint}</p>`;
}

function currentValues(app: OktaApp, label: string): readonly string[] {
  const { scim, connection, toApp, renameGroups } = app.provisioning;
  const isOn = (on: boolean): string[] => (on ? ["on"] : []);
  switch (label) {
    case LABELS.provisioning:
      return [scim ? "SCIM" : "None"];
    case LABELS.baseUrl:
    case LABELS.catalogBaseUrl:
      return [connection?.baseUrl ?? ""];
    case LABELS.uniqueIdentifier:
      return [connection?.uniqueIdentifier ?? ""];
    case LABELS.actions:
      return [...(connection?.actions ?? [])];
    case LABELS.mode:
      return connection === undefined ? [] : ["HTTP Header"];
    case LABELS.enableApi:
      return isOn(scim);
    case LABELS.create:
      return isOn(toApp.create);
    case LABELS.update:
      return isOn(toApp.update);
    case LABELS.deactivate:
      return isOn(toApp.deactivate);
    case LABELS.password:
      return isOn(toApp.password);
    case LABELS.renameGroups:
      return isOn(renameGroups);
    default:
      return [];
  }
}

function noticeFor(section: Notice["form"], notice: Notice | undefined): string {
  if (notice?.form !== section) return "";
  return `<p role="${notice.isRefusal ? "alert" : "status"}"><strong>${escape(notice.text)}</strong></p>`;
}

function mark(on: boolean, attribute: string): string {
  return on ? ` ${attribute}` : "";
}

function page(title: string, body: string): string {
  const style =
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem}[role=alert]{color:#a30000}";
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(
    title,
  )} - simulated Okta console</title><style>${style}</style></head><body><main><h1>${escape(
    title,
  )}</h1><p>This is a simulated Okta org on this machine.</p>${body}</main></body></html>`;
}

/** Names come from a tenant: they are text, never markup. */
function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${String(character.charCodeAt(0))};`);
}
