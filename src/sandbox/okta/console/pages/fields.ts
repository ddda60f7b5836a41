import { markup, type Markup } from "../../../web/markup.js";
import type { OktaApp } from "../../org/app.js";
import { HTTP_HEADER, LABELS, type FormField } from "../forms.js";

interface FieldView {
  readonly app: OktaApp;
  /** What the form was sent with; when absent, what the app has saved, which for a secret is nothing. */
  readonly typed: URLSearchParams | undefined;
  /** False before Edit is pressed. */
  readonly editable: boolean;
}

/**
 * One field with its label. It shows what was typed into a form that is shown again, the secret too: only the answer to that
 * very request has it, and no browser keeps the answer (`no-store`).
 */
export function renderField(field: FormField, view: FieldView): Markup {
  const { label } = field;
  const values = view.typed?.getAll(label) ?? savedValues(view.app, label);
  const off = view.editable ? undefined : markup` disabled`;
  if (field.kind === "switch") {
    const { hint, described } = hintOf(label, field.hint);
    return markup`<div class="switch"><label><input type="checkbox" name="${label}" value="Enable"${checked(values.length > 0)}${described}${off}> <span class="name">${label}</span></label>${hint}</div>`;
  }
  if (field.kind === "choice" || field.kind === "checks") {
    const type = field.kind === "choice" ? "radio" : "checkbox";
    const options = field.options.map(
      (option) =>
        markup`<label><input type="${type}" name="${label}" value="${option}"${checked(values.includes(option))}${off}> ${option}</label>`,
    );
    return markup`<fieldset><legend>${label}</legend>${options}</fieldset>`;
  }
  const type = field.kind === "secret" ? "password" : "text";
  const { hint, described } = hintOf(label, field.hint);
  return markup`<div class="field"><label><span class="name">${label}</span><br><input type="${type}" name="${label}" value="${values[0] ?? ""}" autocomplete="off"${described}${off}></label>${hint}</div>`;
}

function hintOf(label: string, text: string | undefined): { readonly hint?: Markup; readonly described?: Markup } {
  if (text === undefined) return {};
  const id = `hint-${label.toLowerCase().replaceAll(/\W+/g, "-")}`;
  return { hint: markup`<p class="hint" id="${id}">${text}</p>`, described: markup` aria-describedby="${id}"` };
}

function savedValues(app: OktaApp, label: string): readonly string[] {
  const { scim, connection, toApp, renameGroups } = app.provisioning;
  const isOn = (on: boolean): string[] => (on ? ["Enable"] : []);
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
      return connection === undefined ? [] : [HTTP_HEADER];
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

function checked(isChecked: boolean): Markup | undefined {
  return isChecked ? markup` checked` : undefined;
}
