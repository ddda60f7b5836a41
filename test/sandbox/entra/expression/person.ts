import { expect } from "vitest";
import {
  evaluateExpression,
  type Evaluation,
  type SourceValue,
} from "../../../../src/sandbox/entra/expression/evaluate.js";

/** Somebody in the source directory. */
const person: Readonly<Record<string, SourceValue>> = {
  userPrincipalName: "Ada.Lovelace@northwind.example",
  mail: "ada@northwind.example",
  givenName: "Ada",
  surname: "Lovelace",
  country: "GB",
  jobTitle: undefined,
  department: undefined,
  IsSoftDeleted: false,
  age: 36,
  flags: "512",
  telephoneNumber: "+44 1234567890",
  hired: "20150123105347.1Z",
  proxyAddresses: ["SMTP:ada@x.example", "smtp:al@x.example", "SMTP:ada@x.example"],
  one: ["only"],
  appRoleAssignments: ["Admin", "Reader"],
  blank: "",
};

/** Evaluates an expression for that person. */
export function evaluate(text: string): Evaluation {
  return evaluateExpression(text, (name) => (name in person ? person[name] : "unknown-attribute"));
}

/** The answer that is this value. */
export const value = (given: SourceValue): Evaluation => ({ kind: "value", value: given });
/** Matches the answer that something is left open. */
export const open = (what: RegExp): unknown => ({ kind: "not-simulated", what: expect.stringMatching(what) as string });
