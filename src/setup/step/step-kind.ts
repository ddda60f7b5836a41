import type { ZodType } from "zod";
import type { Warning } from "../model/plan.js";
import type { ConsolePart, Prerequisite, Presupposition, Step } from "./step.js";

/** The part of a step that comes from the template. */
export interface StepHeader {
  readonly id: string;
  readonly guide: string;
  readonly title?: string;
  readonly notes?: readonly string[];
  readonly warnings?: readonly Warning[];
  readonly sharedWith?: string;
}

/** A kind of step: the name in `uses`, the schema of its `with`, and how to create the step. One kind per file. */
export interface StepKind<Tenant> {
  /** For example `okta/saml-app`. */
  readonly uses: string;
  /** Strict schema of `with`; secrets are `Secret` instances. docs/steps.md is written from its descriptions. */
  readonly schema: ZodType;
  /** Used when the template has no title. */
  readonly title: string;
  readonly provides?: readonly Prerequisite[];
  /** What an earlier step must provide. */
  readonly needs?: readonly Prerequisite[];
  /** Names of the results that its steps pass to later ones. */
  readonly gives?: readonly string[];
  /**
   * @param input - values that match `schema`
   * @throws ZodError when they do not
   */
  bind(place: StepHeader, input: unknown): Step<Tenant>;
}

/** What a kind defines for its steps: everything except what the template gives and what is the same for all steps of the kind. */
export type StepParts<Tenant> = Omit<
  Step<Tenant>,
  "id" | "guide" | "title" | "remarks" | "prerequisites" | "console"
> & {
  readonly console?: Omit<ConsolePart<Tenant>, "sharedWith">;
  readonly presupposes?: Presupposition;
};

interface KindParts<With, Tenant> {
  readonly uses: string;
  /** Used when the template has no title. */
  readonly title: string;
  readonly schema: ZodType<With>;
  readonly provides?: readonly Prerequisite[];
  readonly needs?: readonly Prerequisite[];
  readonly gives?: readonly string[];
  readonly create: (input: With) => StepParts<Tenant>;
}

/** Creates a step kind from its schema and its behaviour, with matching types. */
export function defineStepKind<With, Tenant>(parts: KindParts<With, Tenant>): StepKind<Tenant> {
  const { create, ...kind } = parts;
  const { provides = [], needs = [] } = kind;
  return {
    ...kind,
    bind: ({ id, guide, title, notes, warnings, sharedWith }, input) => {
      const { console: own, presupposes, ...step } = create(parts.schema.parse(input));
      const remarks = { ...(notes === undefined ? {} : { notes }), ...(warnings === undefined ? {} : { warnings }) };
      const console = consoleOf(own, sharedWith);
      return {
        ...step,
        id,
        guide,
        title: title ?? parts.title,
        ...(Object.keys(remarks).length === 0 ? {} : { remarks }),
        prerequisites: { provides, needs, ...(presupposes === undefined ? {} : { presupposes }) },
        ...(console === undefined ? {} : { console }),
      };
    },
  };
}

/** In a template, a step without its own manual step may share another step's. */
function consoleOf<Tenant>(
  own: Omit<ConsolePart<Tenant>, "sharedWith"> | undefined,
  sharedWith: string | undefined,
): ConsolePart<Tenant> | undefined {
  if (sharedWith === undefined) return own;
  return { ...(own ?? { missing: () => Promise.resolve([]) }), sharedWith };
}
