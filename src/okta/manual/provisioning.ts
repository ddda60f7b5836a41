import type { ManualPart } from "../../setup/model/manual.js";
import type { ConsoleStop } from "../../setup/model/plan.js";
import { openClicks, toAppClicks, toAppFields } from "../connection/console-stop.js";
import type { ToAppSwitch } from "../connection/provisioning-words.js";
import { APPS } from "./apps.js";

// Provisioning of the app, as the Okta Admin Console words it.

/** Several vendors' guides for custom apps use the labels of catalog apps (total/okta among them). */
const CATALOG_LABELS =
  "Your vendor's guide may use the labels of catalog apps: Configure API Integration, Enable API Integration, Base URL, API Token, Test API Credentials. A custom app has the labels above.";

/** @param stop - the manual step that the tool stops for, too */
export function connectionByHand(
  { clicks, fields, notes }: Pick<ConsoleStop, "clicks" | "fields" | "notes">,
  form: "custom" | "catalog",
): ManualPart {
  return {
    path: APPS,
    clicks,
    fields,
    verify: ["The test of the connection succeeded, and Provisioning > Settings lists To App."],
    hints: [...notes, ...(form === "custom" ? [CATALOG_LABELS] : [])],
  };
}

/** Provisioning > To App. */
export function provisioningActionsByHand(switches: readonly ToAppSwitch[]): ManualPart {
  return {
    path: APPS,
    clicks: [...openClicks(undefined), ...toAppClicks(switches, "leave Sync Password unticked")],
    fields: [...toAppFields(switches), { label: "Sync Password", value: "leave it unticked" }],
    verify: ["After you save, the settings above are on and Sync Password is off."],
  };
}

/** Provisioning > To Okta > Import Safeguard, in percent. */
export function importSafeguardsByHand({ app, org }: { readonly app: number; readonly org: number }): ManualPart {
  return {
    path: APPS,
    clicks: ["In the app, open Provisioning > To Okta > Import Safeguard and click Edit.", "Click Save."],
    fields: [
      {
        label: "App unassignment safeguard",
        value: `Enabled, ${String(app)}`,
        note: "Percent: is the threshold for unassignments from any app.",
        click: 0,
      },
      {
        label: "Org-wide unassignment safeguard",
        value: `Enabled, ${String(org)}`,
        note: "Percent: is the threshold for unassignments across the org.",
        click: 0,
      },
    ],
    verify: ["After you save, both are enabled with these numbers."],
  };
}

/** Reports > System Log. */
export function systemLogByHand(): ManualPart {
  return {
    path: "/report/system_log_2",
    clicks: ["Open Reports > System Log.", "Filter by the app, or search for provisioning events."],
    fields: [],
    verify: ["The log has provisioning events of the app, and no event is a failure."],
  };
}
