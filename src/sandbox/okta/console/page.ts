import type { OktaApp } from "../org/app.js";
import { ACTIONS } from "./actions.js";
import { fieldOf } from "./fields.js";
import { formsOf, testButtonOf, type ConsoleForm } from "./forms.js";
import { button, escape, notice, page, postForm } from "./layout.js";

/** What a page says about the form that was just submitted. */
export interface Notice {
  readonly appId: string;
  readonly form: ConsoleForm["id"] | "actions";
  readonly text: string;
  readonly isRefusal: boolean;
}

/** What the page of an app depends on beside the app. */
export interface AppPageView {
  readonly hasLicence: boolean;
  /** The token of the browser's own forms. */
  readonly formToken: string;
  readonly notice?: Notice | undefined;
  /** What the form of the notice was sent with, when it is shown again as it was. */
  readonly typed?: URLSearchParams;
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
export function appPage(app: OktaApp, view: AppPageView): string {
  const forms = formsOf(app).map((form) => {
    const why = whyHidden(form, app, view.hasLicence);
    return section(form.id, form.title, view, why === undefined ? formOf(form, app, view) : `<p>${escape(why)}</p>`);
  });
  const actions = section("actions", "Actions", view, actionsOf(app, view.formToken));
  return page(app.written.label, `<p><a href="/admin">All applications</a></p>${forms.join("")}${actions}`);
}

/** Where a person answers a sign-in that shows a code. */
export function activatePage(
  userCode: string,
  formToken: string,
  said?: { readonly text: string; readonly isRefusal: boolean },
): string {
  const answer = said === undefined ? "" : notice(said.text, said.isRefusal);
  const field = `<p><label>Activation code<br><input type="text" name="user_code" value="${escape(userCode)}" autocomplete="off"></label></p>`;
  const buttons = `<p>${button("approve", "Sign in as the administrator")}${button("deny", "Decline")}</p>`;
  return page("Activate a device", answer + postForm("/admin/activate", formToken, field + buttons));
}

/** Said to a browser that has not opened the printed address. */
export function lockedPage(): string {
  return page(
    "Locked",
    "<p>Open the address that the sandbox printed when it started, in this browser. Then open this page again.</p>",
  );
}

/**
 * For a browser that came over a link of another site and therefore kept its cookie back: the same address once more, now from
 * a page of this site.
 */
export function onceMorePage(address: string): string {
  return page(
    "One moment",
    `<p><a href="${escape(address)}">Continue</a></p>`,
    `<meta http-equiv="refresh" content="0; url=${escape(address)}">`,
  );
}

/** Said to a form that did not come from a page of this browser's session. */
export function foreignFormPage(): string {
  return page(
    "Not accepted",
    '<p>This form did not come from this console, or its page is older than your sign-in. Nothing was changed.</p><p><a href="/admin">All applications</a></p>',
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

function section(id: Notice["form"], title: string, { notice: said }: AppPageView, body: string): string {
  const answer = said?.form === id ? notice(said.text, said.isRefusal) : "";
  return `<section aria-labelledby="${id}"><h2 id="${id}">${escape(title)}</h2>${answer}${body}</section>`;
}

function formOf(form: ConsoleForm, app: OktaApp, view: AppPageView): string {
  const typed = view.notice?.form === form.id ? view.typed : undefined;
  const fields = form.fields.map((field) => fieldOf(field, app, typed)).join("");
  const save = button("save", "Save");
  const buttons = form.id === "integration" ? save + button("test", testButtonOf(app)) : save;
  return postForm(`${appPath(app)}/${form.id}`, view.formToken, `${fields}<p>${buttons}</p>`);
}

function actionsOf(app: OktaApp, formToken: string): string {
  return ACTIONS.map(({ id, label }) =>
    postForm(`${appPath(app)}/${id}`, formToken, `<p>${button("press", label)}</p>`),
  ).join("");
}
