import type { JournalledChange } from "../model/journalled-change.js";
import { describeType } from "../model/describe-resource.js";
import type { StepUndo } from "../step/step-undo.js";

/**
 * The undo of a step that creates several types of resources.
 *
 * @param parts - by resource type
 */
export function undoByType<Tenant>(parts: Readonly<Record<string, StepUndo<Tenant>>>): StepUndo<Tenant> {
  const partOf = ({ resource }: JournalledChange): StepUndo<Tenant> | undefined => parts[resource.type];
  return {
    look: async (context, done, options) =>
      (await partOf(done)?.look(context, done, options)) ?? {
        state: "kept",
        what: `The journal has a change of the type ${describeType(done.resource.type)}, which this step never makes. Undo it in the tenant.`,
      },
    apply: async (context, done, options) => partOf(done)?.apply(context, done, options),
    settle: async (context) => {
      for (const part of Object.values(parts)) await part.settle?.(context);
    },
  };
}
