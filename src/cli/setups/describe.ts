import { readHistory, type PastRun } from "../../setup/journal/history.js";
import type { RememberedSetup } from "../run/remembered.js";
import { tenantFiles } from "../state/state.js";
import type { Io } from "../terminal/io.js";
import type { SetupEntry, SetupRunEntry } from "../views/output/setups.js";
import { nameOfSetup } from "./names.js";

/**
 * The runs of a set-up that wrote to its tenant, newest first.
 *
 * @throws SetupError `state-unwritable`, `state-not-private` (exit 1) when the journal cannot be read
 */
export function historyOf(io: Pick<Io, "env" | "home" | "platform">, setup: RememberedSetup): readonly PastRun[] {
  const { journal } = tenantFiles(io, { idp: setup.idp, url: setup.tenant.url, id: setup.tenant.id });
  return readHistory(journal, { template: setup.template.name, app: setup.app.id });
}

/** A set-up for the JSON document. */
export function entryOf(
  setup: RememberedSetup,
  { all, history }: { readonly all: readonly RememberedSetup[]; readonly history: readonly PastRun[] },
): SetupEntry {
  const { idp, tenant, template, app, inputs, signIn, allowUnchecked, rememberedAt, updatedAt } = setup;
  const [last] = history;
  return {
    name: nameOfSetup(setup, all),
    idp,
    tenant: { ...tenant },
    template: template.name,
    ...(template.file === undefined ? {} : { templateFile: template.file }),
    app: { id: app.id, name: app.name, chosen: app.chosen },
    inputs,
    signIn,
    allowUnchecked,
    rememberedAt,
    updatedAt,
    lastRun: last === undefined ? null : lastRun(last),
  };
}

/** A past run for the JSON document. */
export function runOf(run: PastRun): SetupRunEntry {
  return { ...lastRun(run), changed: run.changes.map((change) => ({ ...change })) };
}

function lastRun({ at, action, outcome, who, changes }: PastRun): Omit<SetupRunEntry, "changed"> {
  return {
    at,
    ...(action === undefined ? {} : { action }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(who === undefined ? {} : { signedInAs: who }),
    changes: changes.length,
  };
}
