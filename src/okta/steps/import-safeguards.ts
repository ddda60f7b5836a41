import { z } from "zod";
import type { Look } from "../../setup/model/plan.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { importSafeguardsByHand } from "../manual/provisioning.js";
import type { OktaTenant } from "../tenant/tenant.js";

/** Percent of people: what Okta sets by itself, for an app and for the org (Okta: developer docs, "Connect to Okta" for SCIM provisioning integrations). */
const OKTAS_OWN = 20;

const percent = z.number().int().min(1).max(100);
const schema = z
  .strictObject({
    app: percent.describe('"App unassignment safeguard": percent of the app\'s people'),
    org: percent.describe('"Org-wide unassignment safeguard": percent of all people'),
  })
  .describe(
    "How many people an import may unassign before Okta stops it. No API shows or sets it: the plan says whether it is Okta's default, and where to look.",
  );
type ImportSafeguards = z.output<typeof schema>;

/** What the guide wants of Provisioning > To Okta > Import Safeguard: said, since no public API has it. */
export const importSafeguards = defineStepKind<ImportSafeguards, OktaTenant>({
  uses: "okta/import-safeguards",
  title: "Check the import safeguards",
  needs: ["app"],
  schema,
  create: (input) => ({
    access: { reads: [], writes: [] },
    look: () => Promise.resolve(look(input)),
    apply: () => Promise.reject(new Error("import safeguards are not written")),
    expects: () => ({}),
    manual: () => importSafeguardsByHand(input),
  }),
});

function look({ app, org }: ImportSafeguards): Look {
  const wanted = `the app's at ${String(app)} percent, the org's at ${String(org)} percent`;
  const where = "Provisioning > To Okta > Import Safeguard";
  const isDefault = app === OKTAS_OWN && org === OKTAS_OWN;
  return {
    changes: [],
    unchecked: [
      isDefault
        ? `Okta shows import safeguards to no API. The guide wants ${wanted}: that is what Okta sets by itself. If somebody may have changed it, look under ${where}.`
        : `Okta shows import safeguards to no API. The guide wants ${wanted}, Okta's own is ${String(OKTAS_OWN)} for both: set it under ${where}.`,
    ],
  };
}
