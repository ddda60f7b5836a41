import type { IdpName } from "../../base/idp-name.js";
import type { StepKind } from "../../setup/step/step-kind.js";
import type { Path } from "./document.js";
import type { TemplateInput } from "./schema.js";

/** What a template must know of a step kind to check its steps; kinds of any IdP fit. */
export type KindShape = Pick<StepKind<never>, "uses" | "schema" | "provides" | "needs">;

/** One step of a template, with its references to inputs still in place. */
export interface TemplateStep {
  readonly id: string;
  /** Section of the vendor's guide, as `3.1`. */
  readonly guide: string;
  readonly title?: string;
  /** The step kind, as `okta/saml-app`. */
  readonly uses: string;
  readonly with: Readonly<Record<string, unknown>>;
  /** The id of an earlier step whose console stop also covers this one. */
  readonly sharedWith?: string;
  /** What the guide asks that no step can do or check, one sentence each. */
  readonly notes?: readonly string[];
}

/** A vendor's guide as data, checked. */
export interface Template {
  /** As `total/okta`. */
  readonly name: string;
  readonly vendor: string;
  readonly idp: IdpName;
  /** Which guide it carries out, for people. */
  readonly guide: string;
  /** What is known of the vendor's SCIM server, with its source. */
  readonly target?: { readonly members: "never-shown"; readonly source: string };
  readonly inputs: readonly TemplateInput[];
  /** In the order they run. */
  readonly steps: readonly TemplateStep[];
  readonly file: string;
  /** `file:line:col` of the value at a path of the file, or of the nearest that is there. */
  place(path: Path): string;
}
