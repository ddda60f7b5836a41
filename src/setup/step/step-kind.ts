import type { ZodType } from "zod";
import type { Warning } from "../model/plan.js";
import type { ConsolePart, Prerequisite, Presupposition, Step } from "./step.js";

/** The part of a step that the template gives. */
export interface StepHeader {
  readonly id: string;
  readonly guide: string;
  readonly title?: string;
  readonly notes?: readonly string[];
  readonly warnings?: readonly Warning[];
  readonly sharedWith?: string;
}

/** A kind of step: what `uses` names, the shape of its `with`, and how to make the step. One kind a file. */
export interface StepKind<Tenant> {
  /** As `okta/saml-app`. */
  readonly uses: string;
  /** Strict schema of `with`; secrets are `Secret` instances. Its descriptions make the reference in docs/steps.md. */
  readonly schema: ZodType;
  /** Said when the template gives no title. */
  readonly title: string;
  readonly provides?: readonly Prerequisite[];
  /** What a step before this one must provide. */
  readonly needs?: readonly Prerequisite[];
  /** Names of the results that its steps give to later ones. */
  readonly gives?: readonly string[];
  /**
   * @param input - values that went through `schema`
   * @throws ZodError when they did not
   */
  bind(place: StepHeader, input: unknown): Step<Tenant>;
}

/** What a kind says of its steps: all but what the template gives, and what holds for every step of the kind. */
export type StepParts<Tenant> = Omit<
  Step<Tenant>,
  "id" | "guide" | "title" | "remarks" | "prerequisites" | "console"
> & {
  readonly console?: Omit<ConsolePart<Tenant>, "sharedWith">;
  readonly presupposes?: Presupposition;
};

interface KindParts<With, Tenant> {
  readonly uses: string;
  /** Said when the template gives no title. */
  readonly title: string;
  readonly schema: ZodType<With>;
  readonly provides?: readonly Prerequisite[];
  readonly needs?: readonly Prerequisite[];
  readonly gives?: readonly string[];
  readonly create: (input: With) => StepParts<Tenant>;
}

/** Makes a step kind from its schema and its behaviour, keeping the two of one type. */
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

/** A template may let a step without a stop of its own share another one's. */
function consoleOf<Tenant>(
  own: Omit<ConsolePart<Tenant>, "sharedWith"> | undefined,
  sharedWith: string | undefined,
): ConsolePart<Tenant> | undefined {
  if (sharedWith === undefined) return own;
  return { ...(own ?? { missing: () => Promise.resolve([]) }), sharedWith };
}
