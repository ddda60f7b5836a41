import type { IdpName } from "../../base/idp-name.js";
import type { StepKind } from "../../setup/step/step-kind.js";
import type { Path } from "./document.js";
import type { TemplateInput } from "./schema.js";

/** The parts of a step kind that a template needs to check its steps; works for the kinds of any IdP. */
export type KindShape = Pick<StepKind<never>, "uses" | "schema" | "provides" | "needs">;

/** One step of a template, with its references to inputs still in place. */
export interface TemplateStep {
  readonly id: string;
  /** Section of the vendor's guide, for example `3.1`. */
  readonly guide: string;
  readonly title?: string;
  /** The step kind, for example `okta/saml-app`. */
  readonly uses: string;
  readonly with: Readonly<Record<string, unknown>>;
  /** The id of an earlier step whose manual step also covers this one. */
  readonly sharedWith?: string;
  /** What the guide asks for and no step can do or check, one sentence each. */
  readonly notes?: readonly string[];
}

/** A vendor's guide as data, checked. */
export interface Template {
  /** For example `total/okta`. */
  readonly name: string;
  readonly vendor: string;
  readonly idp: IdpName;
  /** The guide that it carries out, for display. */
  readonly guide: string;
  /** What is known about the vendor's SCIM server, with its source. */
  readonly target?: { readonly members: "never-shown"; readonly source: string };
  readonly inputs: readonly TemplateInput[];
  /** In the order they run. */
  readonly steps: readonly TemplateStep[];
  readonly file: string;
  /** `file:line:col` of the value at a path of the file, or of the nearest one that exists. */
  place(path: Path): string;
}
