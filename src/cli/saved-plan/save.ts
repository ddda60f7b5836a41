import { isAbsolute, relative, resolve } from "node:path";
import type { JsonObject } from "../../base/json.js";
import { writeOut } from "../write-out.js";
import type { Scrubber } from "../../base/scrubber.js";
import { Secret } from "../../base/secret.js";
import type { Change, ConsoleStop, Plan, PlannedStep } from "../../setup/plan.js";
import type { TenantIdentity } from "../../setup/ports.js";
import { isSecret } from "../../template/schema.js";
import type { Template } from "../../template/template.js";
import type { SetupOptions } from "../options.js";
import { digestOf, templateDigest } from "./digest.js";
import type { Place, SetupRun } from "../setup-run.js";
import { TEMPLATES } from "../template-folder.js";
import { version } from "../version.js";

interface Saving<Tenant, Options extends SetupOptions> {
  readonly plan: Plan;
  readonly place: Place<Tenant>;
  readonly run: SetupRun<Tenant, Options>;
  readonly identity: TenantIdentity;
  readonly scrubber: Scrubber;
  /** ISO time. */
  readonly madeAt: string;
}

/**
 * Writes a plan to a file of mode 0600, whole or not at all. It holds people's names and no secrets.
 *
 * @throws SetupError `file-unwritable` (exit 64)
 */
export function writeSavedPlan<Tenant, Options extends SetupOptions>(
  path: string,
  saving: Saving<Tenant, Options>,
): void {
  const content = saving.scrubber.scrubValue(contentOf(saving));
  const text = JSON.stringify({ ...content, digest: digestOf(content) }, undefined, 2);
  writeOut(path, `${text}\n`);
}

const NOTICE =
  "This file holds the names of people and groups, and no secrets. Whoever has it can read who is expected.";

function contentOf<Tenant, Options extends SetupOptions>({
  plan,
  place,
  run,
  identity,
  madeAt,
}: Saving<Tenant, Options>): JsonObject {
  const { template, options, idp } = run;
  const { values } = place.inputs;
  const { url, id, name } = identity;
  return {
    formatVersion: "1.0",
    kind: "total-setup/plan",
    notice: NOTICE,
    toolVersion: version(),
    madeAt,
    tenant: { idp: identity.idp, url, ...(id === undefined ? {} : { id }), ...(name === undefined ? {} : { name }) },
    template: templateOf(template),
    inputs: Object.fromEntries(
      [...values].flatMap(([input, value]) => (value instanceof Secret ? [] : [[input, value] as const])),
    ),
    secrets: template.inputs.filter(isSecret).map((input) => ({ input: input.name, given: values.has(input.name) })),
    options: planningOptions(options, idp.planOptions(options)),
    plan: {
      steps: plan.steps.map(stepOf),
      notExpected: plan.notExpected.map((one) => ({ ...one })),
      expected: { ...plan.expected },
    },
  };
}

/** The options that decide what is planned, by commander's names: those of every IdP, and this one's. */
export function planningOptions({ only, skip }: SetupOptions, ofIdp: JsonObject): JsonObject {
  return { only, skip, ...ofIdp };
}

/** A template of ours goes by its name on every machine; another one by its place on this. */
function templateOf({ file, name }: Template): JsonObject {
  const path = resolve(file);
  const within = relative(TEMPLATES, path);
  const isOurs = !within.startsWith("..") && !isAbsolute(within);
  const sha = { sha256: templateDigest(file) };
  return isOurs
    ? { name: within.replaceAll("\\", "/").replace(/\.ya?ml$/i, ""), ...sha }
    : { name, file: path, ...sha };
}

function stepOf({ id, guide, title, status, changes, console: stop, warnings, differs }: PlannedStep): JsonObject {
  return {
    id,
    guide,
    title,
    status,
    changes: changes.map(changeOf),
    ...(stop === undefined ? {} : { console: stopOf(stop) }),
    warnings: (warnings ?? []).map(({ code, message, fix }) => ({ code, message, fix })),
    differs: (differs ?? []).map(({ resource, path, expected, actual, mend, what }) => ({
      resource: { ...resource },
      ...(path === undefined ? {} : { path }),
      expected,
      actual,
      mend,
      what,
    })),
  };
}

function changeOf({ action, resource, fields, people, note }: Change): JsonObject {
  return {
    action,
    resource: { ...resource },
    fields: fields.map(({ path, before, after }) => ({ path, before, ...(after === undefined ? {} : { after }) })),
    ...(people === undefined ? {} : { people }),
    ...(note === undefined ? {} : { note }),
  };
}

function stopOf({ url, clicks, fields, notes, minutes, sharedWith }: ConsoleStop): JsonObject {
  return {
    url,
    clicks,
    fields: fields.map((one): JsonObject => ({ ...one })),
    notes,
    minutes,
    ...(sharedWith === undefined ? {} : { sharedWith }),
  };
}
