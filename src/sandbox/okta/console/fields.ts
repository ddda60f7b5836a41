import type { OktaApp } from "../org/app.js";
import { HTTP_HEADER, LABELS, type FormField } from "./forms.js";
import { escape } from "./layout.js";

/**
 * One field with its label. It shows what was typed into a form that is shown again, the secret too: only the answer to that
 * very request has it, and nobody keeps the answer (`no-store`).
 *
 * @param typed - what the form was sent with; when absent, what the app has saved, which for a secret is nothing
 */
export function fieldOf(field: FormField, app: OktaApp, typed: URLSearchParams | undefined): string {
  const name = escape(field.label);
  const values = typed?.getAll(field.label) ?? savedValues(app, field.label);
  if (field.kind === "switch") {
    return `<p><label><input type="checkbox" name="${name}" value="Enable"${checked(values.length > 0)}> ${name}</label></p>`;
  }
  if (field.kind === "choice" || field.kind === "checks") {
    const type = field.kind === "choice" ? "radio" : "checkbox";
    const options = field.options.map(
      (option) =>
        `<label><input type="${type}" name="${name}" value="${escape(option)}"${checked(values.includes(option))}> ${escape(option)}</label><br>`,
    );
    return `<fieldset><legend>${name}</legend>${options.join("")}</fieldset>`;
  }
  const type = field.kind === "secret" ? "password" : "text";
  const hintId = `hint-${field.label.toLowerCase().replaceAll(/\W+/g, "-")}`;
  const hint = field.hint === undefined ? "" : ` <small id="${hintId}">${escape(field.hint)}</small>`;
  const described = field.hint === undefined ? "" : ` aria-describedby="${hintId}"`;
  return `<p><label>${name}<br><input type="${type}" name="${name}" value="${escape(values[0] ?? "")}" autocomplete="off" size="60"${described}></label>${hint}</p>`;
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

function checked(isChecked: boolean): string {
  return isChecked ? " checked" : "";
}
