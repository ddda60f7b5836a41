import { z } from "zod";
import { EXIT, SetupError } from "../../base/errors.js";
import type { SentChange } from "../../setup/model/change-kind.js";
import type { Change, FieldChange, Look, Warning } from "../../setup/model/plan.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { undoByType } from "../../setup/undo/undo-parts.js";
import { isNotServed } from "../api/features.js";
import type { OktaApp, OktaFeature } from "../api/schemas.js";
import type { CapabilitiesBody } from "../api/vendor/bodies.js";
import { appDiffers } from "../app/app-differences.js";
import { changeSummary } from "./change-summary.js";
import { toAppStop } from "../connection/console-stop.js";
import { featuresOff } from "../connection/features-off.js";
import { provisioningActionsByHand } from "../manual/provisioning.js";
import { missingFeatures, TO_APP, type ToAppSwitch } from "../connection/provisioning-words.js";
import { manageApps, readApps } from "../access/step-access.js";
import { readApp, requireApp, type OktaTenant } from "../tenant/tenant.js";
import { actionsUndo, beforeStop, consoleStopUndo } from "../undo/provisioning.js";
import { oktaResults } from "../tenant/results.js";
import type { OktaApi } from "../api/okta-api.js";

const schema = z
  .strictObject({
    create: z.boolean().describe('"Create Users"'),
    update: z.boolean().describe('"Update User Attributes"'),
    deactivate: z.boolean().describe('"Deactivate Users"'),
  })
  .describe(
    "What Okta does to users on the SCIM server: Provisioning > To App. Set through the API where Okta offers that; otherwise a manual step.",
  );
type ProvisioningActions = z.output<typeof schema>;

/** What these steps give to later ones. */
const given = oktaResults("stopOver");

/** What one run remembers between its looks. */
interface Memory {
  /** True once this run leaves the switches to an administrator, even if the API serves them later on. */
  manual: boolean;
}

/**
 * What Okta does to users on the SCIM server: Provisioning > To App. The API documents this for six catalog apps only
 * (Okta: OpenAPI description, `updateFeatureForApplication`): it is tried once where it answers at all, and the rest is a manual step.
 */
export const provisioningActions = defineStepKind<ProvisioningActions, OktaTenant>({
  uses: "okta/provisioning-actions",
  title: "Turn on provisioning actions",
  gives: given.names,
  needs: ["app"],
  schema,
  create: (input) => {
    const memory: Memory = { manual: false };
    return {
      access: { reads: [readApps], writes: [manageApps] },
      look: (context) => look(input, context.tenant, memory),
      apply: async ({ tenant }) => {
        const app = await requireApp(tenant);
        // Whatever the answer is, what the app lacks from now on needs an administrator.
        memory.manual = true;
        await setByApi(tenant.api, app, input);
        return { id: app.id };
      },
      undo: undoByType({ "provisioning-actions": actionsUndo, "console-stop": consoleStopUndo }),
      console: {
        missing: async ({ tenant }) => missingFeatures(neededFeatures(input), (await requireApp(tenant)).features),
        beforeStop: ({ tenant }) => beforeStop(tenant),
        stopped: ({ tenant }) => {
          given.give(tenant, { stopOver: true });
        },
      },
      expects: () => ({ sends: sendsOf(input) }),
      manual: () => provisioningActionsByHand(switchesOf(input)),
    };
  },
});

async function look(input: ProvisioningActions, tenant: OktaTenant, memory: Memory): Promise<Look> {
  const app = await readApp(tenant);
  const switches = switchesOf(input);
  if (app !== undefined && missingFeatures(neededFeatures(input), app.features).length === 0) {
    const warnings = passwordsOn(app);
    return {
      changes: [],
      found: switches.map((one) => `${TO_APP[one].label} is on.`),
      warnings,
      differs: appDiffers(app, warnings, "features.PUSH_PASSWORD_UPDATES", false, true),
    };
  }
  const stop = toAppStop(tenant.adminUrl, app, switches);
  const feature = app === undefined ? undefined : await servedFeature(tenant.api, app, memory);
  if (app === undefined || feature === undefined) {
    memory.manual = true;
    return { changes: [], console: stop, differs: app === undefined ? [] : featuresOff(app, neededFeatures(input)) };
  }
  return { changes: [updateChange(app, feature, input)] };
}

/** No guide of a SCIM vendor asks for passwords; Okta would send them to the SCIM server (Okta: OpenAPI description, `PUSH_PASSWORD_UPDATES`). */
function passwordsOn(app: OktaApp): Warning[] {
  if (!app.features.includes("PUSH_PASSWORD_UPDATES")) return [];
  return [
    {
      code: "password-sync-on",
      message: `Sync Password is on for the app "${app.label}": Okta sends passwords to the SCIM server.`,
      fix: "Untick Sync Password under Provisioning > To App, unless you want that.",
    },
  ];
}

/** The To App settings where the API serves them; asked only once SCIM is on, and never again after it was tried in vain. */
async function servedFeature(api: OktaApi, app: OktaApp, { manual }: Memory): Promise<OktaFeature | undefined> {
  if (manual || !app.features.includes("SCIM_PROVISIONING")) return undefined;
  return api.features.userProvisioning(app.id);
}

async function setByApi(api: OktaApi, app: OktaApp, input: ProvisioningActions): Promise<void> {
  try {
    await api.features.setUserProvisioning(app.id, capabilitiesOf(input));
  } catch (error) {
    if (!isNotServed(error)) throw error;
    throw new SetupError({
      code: "provisioning-actions-refused",
      exitCode: EXIT.failed,
      what: `Okta's API shows the To App settings of "${app.label}", but refuses to change them`,
      fix: [
        `In the Okta Admin Console, open the app. Under Provisioning > To App > Edit, enable ${switchesOf(input)
          .map((one) => TO_APP[one].label)
          .join(", ")}, then save.`,
        "Run the same command again.",
      ],
      refused: true,
      cause: error,
    });
  }
}

/** Only what is wanted is turned on; the rest stays as it is. Password sync is turned off: samples in Okta's docs turn it on. */
function capabilitiesOf(input: ProvisioningActions): CapabilitiesBody {
  const on = { status: "ENABLED" } as const;
  return {
    create: input.create ? { lifecycleCreate: on } : undefined,
    update: {
      profile: input.update ? on : undefined,
      lifecycleDeactivate: input.deactivate ? on : undefined,
      password: { status: "DISABLED" },
    },
  } satisfies CapabilitiesBody;
}

function updateChange(app: OktaApp, feature: OktaFeature, input: ProvisioningActions): Change {
  const { create, update } = feature.capabilities ?? {};
  const fields: FieldChange[] = [
    ...(input.create ? [field("create.lifecycleCreate.status", create?.lifecycleCreate?.status, "ENABLED")] : []),
    ...(input.update ? [field("update.profile.status", update?.profile?.status, "ENABLED")] : []),
    ...(input.deactivate
      ? [field("update.lifecycleDeactivate.status", update?.lifecycleDeactivate?.status, "ENABLED")]
      : []),
    field("update.password.status", update?.password?.status, "DISABLED"),
  ].filter(({ before, after }) => before !== after);
  return {
    action: "update",
    resource: { type: "provisioning-actions", id: app.id, name: app.label },
    fields,
    summary: changeSummary(`${switchesOf(input).join(", ")} users`),
  };
}

function field(path: string, before: string | undefined, after: string): FieldChange {
  return { path, before: before ?? null, after };
}

function switchesOf(input: ProvisioningActions): ToAppSwitch[] {
  return (["create", "update", "deactivate"] as const).filter((one) => input[one]);
}

function sendsOf({ update, deactivate }: ProvisioningActions): readonly SentChange[] {
  return [
    ...(update ? [{ kind: "attribute" } as const] : []),
    ...(deactivate ? [{ kind: "deactivation" } as const] : []),
  ];
}

function neededFeatures(input: ProvisioningActions): string[] {
  return switchesOf(input).map((one) => TO_APP[one].feature);
}
