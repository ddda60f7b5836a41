import { count, plainText } from "../../base/text.js";
import type { SetupEntry, SetupRunEntry } from "./output/setups.js";

const OUTCOMES: Readonly<Record<string, string>> = {
  applied: "applied",
  unchanged: "nothing to change",
  "console-pending": "a manual step was left",
  arriving: "users were on the way",
  unproven: "not everything was verified",
  failed: "failed",
  interrupted: "interrupted",
};

/** `--sign-in` in words. */
const WAYS: Readonly<Record<string, string>> = {
  "api-token": "API token",
  device: "device sign-in",
  "device-code": "device code",
  "azure-cli": "Azure CLI",
  "github-oidc": "GitHub OIDC",
  "token-file": "ready access token",
  default: "default chain",
};

/** The list of set-ups: the name of each, and under it its last run. */
export function renderSetups(setups: readonly SetupEntry[]): string {
  if (setups.length === 0)
    return "No set-ups are remembered on this machine. The next live run of apply remembers its set-up.\n";
  return lines(
    setups.flatMap(({ name, lastRun }) => [
      name,
      `  ${lastRun === null ? "no run in the journal" : `last run ${runLine(lastRun)}`}`,
    ]),
  );
}

/** One set-up and its history. */
export function renderSetup(setup: SetupEntry, history: readonly SetupRunEntry[]): string {
  const { tenant, app, inputs, allowUnchecked } = setup;
  const fields: (readonly [label: string, value: string | undefined])[] = [
    ["Tenant", tenant.url],
    ["Tenant ID", tenant.id],
    ["Tenant name", tenant.name],
    ["Tenant domain", tenant.domain],
    ["Cloud", tenant.cloud],
    ["Template", setup.templateFile === undefined ? setup.template : `${setup.template} (${setup.templateFile})`],
    ["App", `${app.name} (${app.id})${app.chosen ? ", chosen with --app-id or --new-app" : ""}`],
    ...Object.entries(inputs).map(([name, value]) => [name, [value].flat().join(", ")] as const),
    ["Sign-in", WAYS[setup.signIn] ?? setup.signIn.replaceAll("-", " ")],
    ["May stay unverified", allowUnchecked.length === 0 ? undefined : allowUnchecked.join(", ")],
    ["Remembered", setup.rememberedAt],
    ["Updated", setup.updatedAt],
  ];
  const given = fields.flatMap(([label, value]) => (value === undefined ? [] : [[label, value] as const]));
  const width = Math.max(...given.map(([label]) => label.length));
  return lines([
    setup.name,
    ...given.map(([label, value]) => `  ${label.padEnd(width)}  ${value}`),
    "",
    history.length === 0 ? "No runs in the journal of this machine." : "Runs, newest first:",
    ...history.map((run) => `  ${runLine(run)}`),
  ]);
}

function runLine({ at, action, outcome, signedInAs, changes }: Omit<SetupRunEntry, "changed">): string {
  const what = action ?? "run";
  const ended = outcome === undefined ? "outcome not recorded" : (OUTCOMES[outcome] ?? outcome);
  const who = signedInAs === undefined ? "" : `, by ${signedInAs}`;
  return `${at.slice(0, 16).replace("T", " ")} UTC  ${what}, ${ended}, ${count(changes, "change")}${who}`;
}

function lines(texts: readonly string[]): string {
  return `${texts.map((text) => plainText(text).trimEnd()).join("\n")}\n`;
}
