import { Option } from "commander";
import { SIGN_IN_WAYS } from "../../entra/auth/open-sign-in.js";
import { CLOUDS } from "../../entra/auth/clouds.js";
import { ENTRA_FAULTS } from "../../sandbox/entra/faults.js";
import { flag, listedIf } from "./groups.js";
import type { IdpArguments } from "./idp-arguments.js";
import { collect } from "./values.js";

/** The command line of Microsoft Entra ID. */
export const entraArguments: IdpArguments = {
  name: "entra",
  tenant: "Microsoft Entra tenant",
  tenantWord: "tenant",
  tenantExample: "--tenant acme.onmicrosoft.com",
  appExample: "TOTAL",
  pushesGroups: false,
  signInHelp: "Sign-in: docs/sign-in-entra.md\nNames in brackets are environment variables.",
  faults: { requests: Object.keys(ENTRA_FAULTS), lasting: [] },
  tenantOptions: (action, dryRun) => {
    const signsIn = action !== "runbook" && !dryRun;
    const plans = action === "apply" || action === "plan" || action === "doctor";
    return [
      listedIf(signsIn, new Option("--tenant <id|domain>", "Entra tenant (AZURE_TENANT_ID)")),
      new Option("--cloud <name>", "Microsoft cloud").choices(Object.keys(CLOUDS)).default("global"),
      listedIf(signsIn, new Option("--sign-in <way>", "sign-in method").choices(SIGN_IN_WAYS).default("default")),
      listedIf(signsIn, new Option("--client-id <id>", "application to sign in as (AZURE_CLIENT_ID)")),
      listedIf(signsIn, new Option("--graph-token-file <file|->", "file with an access token for Microsoft Graph")),
      listedIf(signsIn, new Option("--graph-url <url>", "Microsoft Graph URL of a simulated tenant")),
      listedIf(signsIn, new Option("--app-id <id>", "enterprise application, if its name is not unique")),
      listedIf(plans, new Option("--new-app [name]", "set up a second, non-gallery application")),
      listedIf(
        plans,
        new Option("--on-demand <user>", "user for Provision on demand, or none (repeatable)")
          .argParser(collect)
          .default([]),
      ),
      listedIf(plans || action === "rotate-token", flag("--skip-test", "skip Microsoft's Test Connection")),
    ];
  },
};
