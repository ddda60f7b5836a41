/** The detail error keywords of RFC 7644 table 9. */
export type ScimType =
  | "invalidFilter"
  | "tooMany"
  | "uniqueness"
  | "mutability"
  | "invalidSyntax"
  | "invalidPath"
  | "noTarget"
  | "invalidValue"
  | "invalidVers"
  | "sensitive";

/** A request that a SCIM server refuses: becomes the Error message of RFC 7644 3.12. */
export class ScimError extends Error {
  override readonly name = "ScimError";
  /** The HTTP status. */
  readonly status: number;
  readonly scimType: ScimType | undefined;
  /** What is wrong, for whoever sent the request. */
  readonly detail: string;

  constructor(status: number, detail: string, scimType?: ScimType) {
    super(detail);
    this.status = status;
    this.scimType = scimType;
    this.detail = detail;
  }
}

/** The refusal of a filter; RFC 7644 3.4.2.2 wants 400 `invalidFilter`. */
export function invalidFilter(detail: string): ScimError {
  return new ScimError(400, detail, "invalidFilter");
}

/** The refusal of a value that does not fit its attribute. */
export function invalidValue(detail: string): ScimError {
  return new ScimError(400, detail, "invalidValue");
}

/** The refusal of a body that is not built as its schema says. */
export function invalidSyntax(detail: string): ScimError {
  return new ScimError(400, detail, "invalidSyntax");
}

/** The refusal of a PATCH path that is none, or does not fit its attribute. */
export function invalidPath(detail: string): ScimError {
  return new ScimError(400, detail, "invalidPath");
}

/** The refusal of a PATCH path that leads to nothing. */
export function noTarget(detail: string): ScimError {
  return new ScimError(400, detail, "noTarget");
}

/** The refusal of a change that the attribute's mutability does not allow. */
export function mutability(detail: string): ScimError {
  return new ScimError(400, detail, "mutability");
}

/** The refusal of a value that another resource has and only one may have (RFC 7644 3.3). */
export function notUnique(path: string, value: string): ScimError {
  return new ScimError(409, `${path} "${value}" is taken.`, "uniqueness");
}
