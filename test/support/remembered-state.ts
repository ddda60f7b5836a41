import { tenantFiles } from "../../src/cli/state/state.js";
import type { RememberedSetup } from "../../src/cli/run/remembered.js";
import { writeSetup } from "../../src/cli/setups/store.js";
import { fileJournal } from "../../src/setup/journal/journal.js";
import { temporaryFolder } from "./run-cli.js";

/** A set-up of an Entra tenant, with everything that can be remembered. */
export const REMEMBERED: RememberedSetup = {
  idp: "entra",
  tenant: {
    url: "https://graph.microsoft.com",
    id: "8a1c1f0e-0000-4000-8000-000000000001",
    name: "Northwind",
    domain: "northwind.example",
    cloud: "global",
  },
  template: { name: "acme/entra", file: "/srv/acme.yaml", sha256: "0".repeat(64) },
  app: { id: "8a1c1f0e-0000-4000-8000-000000000002", name: "ACME", chosen: true },
  inputs: { scimBaseUrl: "https://scim.acme.example/scim", groups: ["Sales", "IT"] },
  signIn: "device-code",
  allowUnchecked: ["memberships"],
  rememberedAt: "2026-11-02T09:00:00.000Z",
  updatedAt: "2026-11-03T09:00:00.000Z",
};

/** A state folder in which set-ups are remembered; the first one with a run in its journal. */
export function rememberedState(...setups: readonly RememberedSetup[]): Readonly<Record<"XDG_STATE_HOME", string>> {
  const env = { XDG_STATE_HOME: temporaryFolder() };
  const io = { env, home: env.XDG_STATE_HOME, platform: process.platform };
  for (const setup of setups) writeSetup(io, setup);
  const [first] = setups;
  if (first === undefined) return env;
  const files = tenantFiles(io, { idp: first.idp, url: first.tenant.url, id: first.tenant.id });
  const journal = fileJournal(files.journal, () => "2026-11-02T09:00:00.000Z", first.template.name);
  const entry = journal.begin("app", { action: "create", resource: { type: "app", name: first.app.name }, fields: [] });
  entry.done(first.app.id);
  journal.endRun({ action: "apply", outcome: "applied", who: "zoe@northwind.example", app: first.app.id });
  return env;
}
