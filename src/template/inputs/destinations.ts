import { inputsOf, readReferences, stringsIn } from "../document/references.js";
import type { Template } from "../document/template.js";
import { isTokenInput } from "./token-request.js";

/**
 * The inputs that decide where something is sent, by name: addresses, and inputs that are part of one, such as the host of a token
 * endpoint or of the SCIM base URL.
 */
export function destinationInputs({ inputs, steps }: Pick<Template, "inputs" | "steps">): ReadonlySet<string> {
  const addresses = steps
    .flatMap((step) => stringsIn(step.with))
    .filter(({ path, text }) => text.includes("://") || path.some((key) => /ur[il]s?$/i.test(String(key))))
    .map(({ text }) => text);
  return new Set([
    ...inputs.filter(({ type }) => type === "url").map(({ name }) => name),
    ...addresses.flatMap((text) => inputsOf(readReferences(text))),
    ...tokenEndpointInputs({ inputs }),
  ]);
}

/** The inputs that decide where a client secret is sent, by name. */
export function tokenEndpointInputs({ inputs }: Pick<Template, "inputs">): ReadonlySet<string> {
  const endpoints = inputs.filter(isTokenInput).map(({ tokenUrl }) => tokenUrl);
  return new Set(endpoints.flatMap((text) => inputsOf(readReferences(text))));
}
