import { markup, type Markup, type Part } from "../../../web/markup.js";
import { button, notice, paragraph, postForm, section } from "../../../web/parts.js";
import type { ActionId } from "../actions.js";
import { actionLabel } from "../actions.js";
import { formsOf, testButtonOf, type ConsoleForm } from "../forms.js";
import { appPath, tabPath, type AppView } from "./app-view.js";
import { renderField } from "./fields.js";

/** A form of an app with its heading: to be read at first, to be filled in once Edit was pressed. */
export function formSection(id: ConsoleForm["id"], view: AppView, more?: Part): Markup {
  const { app } = view;
  const form = formsOf(app).find((one) => one.id === id);
  if (form === undefined) return markup``;
  const why = whyHidden(form, view);
  const said = noticeAt(id, view);
  if (why !== undefined) return section({ id, title: form.heading, body: [said, paragraph(why), more] });
  const typed = view.notice?.at === id ? view.typed : undefined;
  const editable = view.edits || typed !== undefined;
  const fields = form.fields.map((field) => renderField(field, { app, typed, editable }));
  if (!editable) return section({ id, title: form.heading, aside: editLink(form, view), body: [said, fields, more] });
  const test = id === "integration" ? button("test", testButtonOf(app), "second") : undefined;
  const buttons = markup`<p class="buttons">${button("save", "Save")}${test}<a href="${tabPath(app, id)}">Cancel</a></p>`;
  const body = postForm(`${appPath(app)}/${id}`, view.formToken, markup`${fields}${buttons}`);
  return section({ id, title: form.heading, body: [said, body, more] });
}

/** A button of an app, with what came of it when it was just pressed. */
export function actionButton(id: ActionId, view: AppView): Markup {
  const path = `${appPath(view.app)}/${id}`;
  const pressed = markup`<p class="buttons">${button("press", actionLabel(id), "second")}</p>`;
  return markup`${noticeAt(id, view)}${postForm(path, view.formToken, pressed)}`;
}

function editLink(form: ConsoleForm, { app }: AppView): Markup {
  const isFirst = app.kind === "catalog" && form.id === "integration" && !app.provisioning.scim;
  const text = isFirst ? "Configure API Integration" : "Edit";
  const name = isFirst ? undefined : markup` aria-label="Edit ${form.heading}"`;
  return markup`<a href="${tabPath(app, form.id)}?edit=1"${name}>${text}</a>`;
}

function noticeAt(at: ConsoleForm["id"] | ActionId, { notice: said }: AppView): Markup | undefined {
  return said?.at === at ? notice(said.text, said.isRefusal) : undefined;
}

function whyHidden(form: ConsoleForm, { app, hasLicence }: AppView): string | undefined {
  const isFirst = form.id === "general" || (app.kind === "catalog" && form.id === "integration");
  if (isFirst)
    return hasLicence
      ? undefined
      : "This org's edition does not include Lifecycle Management, so the app cannot provision users.";
  if (app.kind === "custom" && !app.provisioning.scim)
    return "Select SCIM under General > App Settings > Provisioning first.";
  if (form.id !== "integration" && app.provisioning.connection === undefined)
    return "Save Provisioning > Integration first.";
  return undefined;
}
