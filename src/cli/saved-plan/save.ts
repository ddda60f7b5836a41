import { basename, isAbsolute, relative, resolve } from "node:path";
import type { JsonObject } from "../../base/json.js";
import { writeOut } from "../terminal/write-out.js";
import type { Scrubber } from "../../base/scrubber.js";
import { Secret } from "../../base/secret.js";
import type { Change, ConsoleStop, Plan, PlannedStep } from "../../setup/model/plan.js";
import type { TenantIdentity } from "../../setup/model/ports.js";
import { isSecret } from "../../template/document/schema.js";
import type { Template } from "../../template/document/template.js";
import type { InputValue } from "../../template/inputs/input-values.js";
import { digestOf, templateDigest } from "./format/digest.js";
import { TEMPLATES } from "../arguments/template-folder.js";
import { version } from "../../base/version.js";
import type { Screen } from "../terminal/screen.js";
import type { Setup } from "../../setup/step/setup.js";
import type { RunResult } from "../../setup/model/run-result.js";
import type { KeptPlan } from "./format/kept-plan.js";
import { runPlan } from "../../setup/run.js";

/** What a plan's file contains in addition to the plan. */
export interface PlanOrigin {
  readonly template: Template;
  /** The inputs' values; secrets among them are left out of the file. */
  readonly values: ReadonlyMap<string, InputValue>;
  /** The options that decide what is planned, by commander's names. */
  readonly planningOptions: JsonObject;
}

interface Saving extends PlanOrigin {
  readonly plan: Plan;
  readonly identity: TenantIdentity;
  readonly scrubber: Scrubber;
  /** ISO time. */
  readonly madeAt: string;
}

/**
 * Writes a plan to a file of mode 0600, whole or not at all. It contains users' names and no secrets.
 *
 * @returns its digest
 * @throws SetupError `file-unwritable` (exit 64)
 */
export function writeSavedPlan(path: string, saving: Saving): string {
  const content = saving.scrubber.scrubValue(contentOf(saving));
  const digest = digestOf(content);
  writeOut(path, `${JSON.stringify({ ...content, digest }, undefined, 2)}\n`);
  return digest;
}

const NOTICE =
  "This file contains names of users and groups, and no secrets. Anyone who has it can read which users are expected.";

function contentOf({ plan, template, values, planningOptions, identity, madeAt }: Saving): JsonObject {
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
    options: planningOptions,
    plan: {
      steps: plan.steps.map(stepOf),
      notExpected: plan.notExpected.map((one) => ({ ...one })),
      expected: { ...plan.expected },
    },
  };
}

/** A bundled template has the same name on every machine; any other must be named again to apply the plan. */
function templateOf({ file, name }: Template): JsonObject {
  const ours = bundledName(file);
  const sha = { sha256: templateDigest(file) };
  return ours === undefined ? { name, file: basename(file), ...sha } : { name: ours, ...sha };
}

/** The name of a template that comes with total-setup; undefined for any other file. */
export function bundledName(file: string): string | undefined {
  const within = relative(TEMPLATES, resolve(file));
  if (within.startsWith("..") || isAbsolute(within)) return undefined;
  return within.replaceAll("\\", "/").replace(/\.ya?ml$/i, "");
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
    differs: (differs ?? []).map(({ resource, path, expected, actual, fixedBy, what }) => ({
      resource: { ...resource },
      ...(path === undefined ? {} : { path }),
      expected,
      actual,
      mend: fixedBy,
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
    fields: fields.map(({ click: _place, ...field }): JsonObject => field),
    notes,
    minutes,
    ...(sharedWith === undefined ? {} : { sharedWith }),
  };
}

interface Keeping {
  /** Path of `--out`; undefined to save nothing. */
  readonly out: string | undefined;
  readonly origin: PlanOrigin;
  readonly screen: Screen;
}

/**
 * Plans, and saves the plan to the file of `--out`.
 *
 * @throws SetupError `file-unwritable` (exit 64)
 */
export async function planAndSave<Tenant>(
  setup: Setup<Tenant>,
  { out, origin, screen }: Keeping,
): Promise<RunResult & { readonly kept?: KeptPlan }> {
  const result = await runPlan(setup);
  if (out === undefined || result.plan === undefined) return result;
  const { identity } = setup.session;
  const madeAt = new Date(setup.clock.now()).toISOString();
  const digest = writeSavedPlan(out, { ...origin, plan: result.plan, identity, scrubber: screen.scrubber, madeAt });
  screen.aside.line(`Plan saved: ${out} (contains users' names, no secrets)`);
  screen.aside.line(`Digest: ${digest} (keep it apart from the file; it proves that the plan is unchanged)`);
  return { ...result, kept: { file: out, digest } };
}
