import { z } from "zod";
import type { Look } from "../../setup/model/plan.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { importSafeguardsByHand } from "../manual/provisioning.js";
import type { OktaTenant } from "../tenant/tenant.js";

/** Percent of users: Okta's default for an app and for the org (Okta: developer docs, "Connect to Okta" for SCIM provisioning integrations). */
const OKTA_DEFAULT = 20;

const percent = z.number().int().min(1).max(100);
const schema = z
  .strictObject({
    app: percent.describe('"App unassignment safeguard": percent of the app\'s users'),
    org: percent.describe('"Org-wide unassignment safeguard": percent of all users'),
  })
  .describe(
    "How many users an import may unassign before Okta stops it. The API neither shows nor sets it: the plan says whether the guide wants Okta's default, and where to check it.",
  );
type ImportSafeguards = z.output<typeof schema>;

/** What the guide wants under Provisioning > To Okta > Import Safeguard: only reported, since no public API has it. */
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
  const wanted = `${String(app)} percent for the app and ${String(org)} percent for the org`;
  const where = "Provisioning > To Okta > Import Safeguard";
  const isDefault = app === OKTA_DEFAULT && org === OKTA_DEFAULT;
  return {
    changes: [],
    unchecked: [
      isDefault
        ? `Import safeguards cannot be read through Okta's API. The guide wants ${wanted}, which is Okta's default. If someone may have changed it, check ${where}.`
        : `Import safeguards cannot be read through Okta's API. The guide wants ${wanted}; Okta's default is ${String(OKTA_DEFAULT)} percent for both. Set it under ${where}.`,
    ],
  };
}
