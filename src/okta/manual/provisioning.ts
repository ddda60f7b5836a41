import type { ManualPart } from "../../setup/model/manual.js";
import type { ConsoleStop } from "../../setup/model/plan.js";
import { FRESH_LOAD, toAppStop } from "../connection/console-stop.js";
import type { ToAppSwitch } from "../connection/provisioning-words.js";
import { APPS } from "./apps.js";

// Provisioning of the app, by hand in the Okta Admin Console and in its own words.

/** @param stop - the visit that the tool stops for, too */
export function connectionByHand({ clicks, fields, notes }: ConsoleStop): ManualPart {
  return {
    path: APPS,
    clicks,
    fields,
    verify: ["The test of the connection succeeded, and Provisioning > Settings has To App."],
    hints: notes.filter((note) => note !== FRESH_LOAD),
  };
}

/** Provisioning > To App. */
export function provisioningActionsByHand(switches: readonly ToAppSwitch[]): ManualPart {
  const { clicks, fields } = toAppStop("", undefined, switches);
  return {
    path: APPS,
    clicks,
    fields: [...fields, { label: "Sync Password", value: "leave it unticked" }],
    verify: ["The switches above are on after saving, and Sync Password is off."],
  };
}

/** Provisioning > To Okta > Import Safeguard, in percent. */
export function importSafeguardsByHand({ app, org }: { readonly app: number; readonly org: number }): ManualPart {
  return {
    path: APPS,
    clicks: [
      "In the app, open Provisioning > To Okta, and there Import Safeguard: Edit.",
      "Set the fields below and click Save.",
    ],
    fields: [
      {
        label: "App unassignment safeguard",
        value: `Enabled, ${String(app)}`,
        note: "Percent: is the threshold for unassignments from any app.",
      },
      {
        label: "Org-wide unassignment safeguard",
        value: `Enabled, ${String(org)}`,
        note: "Percent: is the threshold for unassignments across the org.",
      },
    ],
    verify: ["Both are shown as enabled with these numbers after saving."],
  };
}

/** Reports > System Log. */
export function systemLogByHand(): ManualPart {
  return {
    path: "/report/system_log_2",
    clicks: ["Open Reports > System Log.", "Filter by the app, or search for provisioning events."],
    fields: [],
    verify: ["Provisioning events of the app are there, and none of them is a failure."],
  };
}
