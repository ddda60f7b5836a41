import { systemClock } from "../../base/clock.js";
import { Secret } from "../../base/secret.js";
import type { Warning } from "../../setup/model/plan.js";
import { flagName } from "../../template/inputs/input-names.js";
import { readInputValue } from "../../template/inputs/input-values.js";
import type { ResolvedInputs } from "../../template/inputs/inputs.js";
import type { Template } from "../../template/document/template.js";
import type { Io } from "../terminal/io.js";
import { askForToken } from "./token-endpoint.js";
import { lifetimeWarning, type FirstSync } from "./token-lifetime.js";

/** What tokens are fetched with. */
export interface FetchOptions {
  readonly io: Io;
  readonly idp: FirstSync;
  readonly template: Pick<Template, "inputs" | "place">;
  /** How long the run may wait for people, in milliseconds. */
  readonly waitMs: number | undefined;
}

/** Inputs that are complete. */
export interface Fetched {
  /** With the tokens in their places, and warnings about short lives. */
  readonly inputs: ResolvedInputs;
  /** Everything to be kept out of what is written: the tokens, and what they were fetched with. */
  readonly secrets: readonly Secret[];
}

/**
 * Fetches the tokens that were not given.
 *
 * @throws SetupError of askForToken; none holds a secret
 */
export async function fetchTokens(inputs: ResolvedInputs, options: FetchOptions): Promise<Fetched> {
  const { io, template } = options;
  const values = new Map(inputs.values);
  const from = new Map(inputs.from);
  const warnings = new Map<string, Warning>();
  for (const request of inputs.fetches) {
    const input = template.inputs.find(({ name }) => name === request.input);
    if (input === undefined) continue;
    const place = template.place(["inputs", input.name, "tokenUrl"]);
    const clock = io.clock ?? systemClock();
    const answer = await askForToken(request, { place, flag: flagName(input), env: io.env, clock });
    const { host } = new URL(request.tokenUrl);
    values.set(input.name, readInputValue(input, answer.token, host));
    from.set(input.name, host);
    const warning = lifetimeWarning(request, answer.expiresInSeconds, options);
    if (warning !== undefined) warnings.set(input.name, warning);
  }
  const secrets = [...values.values()].filter((value) => value instanceof Secret);
  return { inputs: { ...inputs, values, from, warnings }, secrets };
}
