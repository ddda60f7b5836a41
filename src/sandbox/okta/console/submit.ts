import { didYouMean } from "../../../base/text.js";
import type { OktaApp } from "../org/app.js";
import { formsOf, type ConsoleForm } from "./forms.js";
import type { ConsoleAnswer, FieldValue, FormValues, SaveContext } from "./answer.js";
import { saveCatalogIntegration, saveCustomIntegration } from "./save-integration.js";
import { saveGeneral, savePushGroups, saveToApp } from "./save.js";

/** What a press of one of the form's buttons does. */
export type Button = "save" | "test";

/** Saves one form, as the console does on a press of its button. */
export async function saveForm(
  form: ConsoleForm,
  app: OktaApp,
  values: FormValues,
  context: SaveContext,
  button: Button = "save",
): Promise<ConsoleAnswer> {
  const wrong = wrongValue(form, values);
  if (wrong !== undefined) return { ok: false, reason: wrong };
  if (form.id === "general") return saveGeneral(app, values, context);
  if (form.id === "integration") {
    const saveIntegration = app.kind === "custom" ? saveCustomIntegration : saveCatalogIntegration;
    return saveIntegration(app, values, context, button === "test");
  }
  return form.id === "to-app" ? saveToApp(app, values, context) : savePushGroups(app, values, context);
}

/**
 * Fills in and saves every form that has one of these labels, in the order of the forms; ends at the first refusal.
 * A label that no form has is refused before anything is saved.
 */
export async function submitByLabel(app: OktaApp, given: FormValues, context: SaveContext): Promise<ConsoleAnswer> {
  const forms = formsOf(app);
  const labels = forms.flatMap((form) => form.fields.map(({ label }) => label));
  const values: Record<string, FieldValue> = {};
  for (const [name, value] of Object.entries(given)) {
    // Orgs of different ages write "Enable API integration" and "Enable API Integration".
    const label = labels.find((one) => one.toLowerCase() === name.toLowerCase());
    if (label === undefined) {
      const hint = didYouMean(name, labels);
      return { ok: false, reason: `the console shows no field "${name}"${hint === undefined ? "" : `. ${hint}`}` };
    }
    values[label] = value;
  }
  for (const form of forms) {
    const own = Object.entries(values).filter(([label]) => form.fields.some((field) => field.label === label));
    if (own.length === 0) continue;
    const answer = await saveForm(form, app, Object.fromEntries(own), context);
    if (!answer.ok) return { ok: false, reason: `${form.title}: ${answer.reason}` };
  }
  return { ok: true };
}

/** A choice or switch that was given something the form does not offer. */
function wrongValue(form: ConsoleForm, values: FormValues): string | undefined {
  for (const field of form.fields) {
    const value: FieldValue | undefined = values[field.label];
    if (value === undefined) continue;
    if (field.kind === "choice" && !field.options.some((option) => option === value)) {
      return `${field.label}: choose ${field.options.join(" or ")}`;
    }
    if (field.kind === "switch" && typeof value !== "boolean" && !["Enable", "Disable", "on"].includes(String(value))) {
      return `${field.label}: choose Enable or Disable`;
    }
  }
  return undefined;
}
