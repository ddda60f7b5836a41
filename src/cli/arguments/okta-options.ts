import { Option } from "commander";
import { SIGN_IN_WAYS } from "../../okta/api/sign-in.js";
import { RATE_PROFILES } from "../../sandbox/okta/api/rate-profiles.js";
import { FAULTS } from "../../sandbox/okta/faults.js";
import { ORG_HABITS } from "../../sandbox/okta/org/habits.js";
import { TARGET_FAULTS } from "../../scim-target/target-faults.js";
import { flag, listedIf } from "./groups.js";
import type { IdpArguments } from "./idp-arguments.js";
import { rateShare } from "./values.js";

/** The command line of Okta. */
export const oktaArguments: IdpArguments = {
  name: "okta",
  tenant: "Okta org",
  tenantWord: "org",
  tenantExample: "--org-url https://acme.okta.com",
  appExample: "TOTAL (Provisioning)",
  pushesGroups: true,
  signInHelp: "Sign-in: docs/sign-in-okta.md\nNames in brackets are environment variables.",
  faults: { requests: Object.keys(FAULTS), lasting: [...Object.keys(ORG_HABITS), ...Object.keys(TARGET_FAULTS)] },
  tenantOptions: (action, dryRun) => {
    const signsIn = action !== "runbook" && !dryRun;
    const details = [
      new Option("--sign-in <way>", "sign-in method").choices(SIGN_IN_WAYS),
      new Option("--okta-token-file <file|->", "file with the API token (OKTA_CLIENT_TOKEN)"),
      new Option("--okta-client-id <id>", "app to sign in as (OKTA_CLIENT_CLIENTID)"),
      new Option("--private-key-file <file|->", "its key, PEM or JWK (OKTA_CLIENT_PRIVATEKEY)"),
      new Option("--key-id <id>", "ID of that key (OKTA_CLIENT_KEYID)"),
      new Option("--app-id <id>", "app to set up, if its label is not unique"),
    ];
    return [
      new Option("--org-url <url>", "your org, for example https://acme.okta.com"),
      ...details.map((option) => listedIf(signsIn, option)),
      listedIf(
        action === "apply" || action === "plan" || action === "doctor",
        flag("--create-groups", "create groups that do not exist"),
      ),
      listedIf(
        signsIn,
        new Option("--rate-share <percent>", "limit to this share of Okta's rate limits").argParser(rateShare),
      ),
      // A page of help has at most 60 lines, and this one is full: docs/dry-run.md lists it.
      new Option("--rate-profile <name>", "rate limits of the simulated org")
        .choices(Object.keys(RATE_PROFILES))
        .hideHelp(),
    ];
  },
};
