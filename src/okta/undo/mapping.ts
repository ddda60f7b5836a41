import type { JournalledChange } from "../../setup/model/journalled-change.js";
import type { StepUndo } from "../../setup/step/step-undo.js";
import { isSameResource, valueAfterUndo } from "../../setup/undo/undo-values.js";
import type { OktaTenant } from "../tenant/tenant.js";
import { changed, notKnown, undone } from "../../setup/undo/undo-looks.js";
import { orAbsent } from "../api/errors.js";

/** Restores an attribute's mapping to what it was before the run, or removes it (Okta: OpenAPI description, `updateProfileMapping`). */
export const mappingUndo: StepUndo<OktaTenant> = {
  look: async ({ tenant: { api } }, done, { before }) => {
    const { id, name } = done.resource;
    if (id === undefined) return notKnown(done, "Okta");
    const mapping = await orAbsent(api.profileMappings.get(id));
    if (mapping === undefined) return undone(`The app with the mapping of "${name}" no longer exists.`);
    const newer = before.filter((one) => isSameResource(one, done));
    const shown = mapping.properties[name];
    const [expression, pushStatus] = [
      valueAfterUndo(shown?.expression ?? null, "expression", newer),
      valueAfterUndo(shown?.pushStatus ?? null, "pushStatus", newer),
    ];
    const [was, wrote] = [valuesOf(done, "before"), valuesOf(done, "after")];
    const isPut = (values: Values): boolean =>
      expression === values.expression && (expression === null || pushStatus === values.pushStatus);
    if (isPut(was)) return undone(`The mapping of "${name}" is already as it was before.`);
    if (!isPut(wrote)) {
      const now =
        expression === null
          ? "not mapped"
          : `mapped from ${typeof expression === "string" ? expression : JSON.stringify(expression)} (${pushStatus === "DONT_PUSH" ? "on create" : "on create and update"})`;
      return changed(`"${name}" is now ${now}; the run had mapped it from ${wrote.expression ?? "nothing"}.`);
    }
    return {
      state: "undo",
      change: {
        action: was.expression === null ? "delete" : "update",
        resource: { type: "attribute-mapping", id, name },
        fields: [
          { path: "expression", before: expression, after: was.expression },
          { path: "pushStatus", before: pushStatus, after: was.pushStatus },
        ],
        note: effectOf(was),
      },
    };
  },
  apply: async ({ tenant: { api } }, done) => {
    const { id, name } = done.resource;
    const { expression, pushStatus } = valuesOf(done, "before");
    if (id === undefined) return;
    await api.profileMappings.restore(
      id,
      name,
      expression === null ? undefined : { expression, pushStatus: pushStatus === "DONT_PUSH" ? pushStatus : "PUSH" },
    );
  },
};

function effectOf(was: Values): string {
  const mapped = was.expression === null ? "it was not mapped before; " : "";
  return `${mapped}users keep their current values until Okta next updates them`;
}

interface Values {
  /** Null where the attribute is not mapped. */
  readonly expression: string | null;
  readonly pushStatus: string | null;
}

function valuesOf({ fields }: JournalledChange, when: "before" | "after"): Values {
  const at = (path: string): string | null => {
    const value = fields.find((field) => field.path === path)?.[when];
    return typeof value === "string" ? value : null;
  };
  return { expression: at("expression"), pushStatus: at("pushStatus") };
}
