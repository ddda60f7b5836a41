import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { openScreen } from "../../../src/cli/terminal/screen.js";
import { renderManualStep, renderStop } from "../../../src/cli/views/render-manual-step.js";
import { catalogStop } from "../../../src/okta/connection/catalog-stop.js";
import { connectionStop, toAppStop } from "../../../src/okta/connection/console-stop.js";
import type { ConsoleStop } from "../../../src/setup/model/plan.js";
import { testIo } from "../../support/run-in-process.js";

const ADMIN = "https://acme-admin.okta.com";
const APP = { id: "0oacsTHF3z1qxWP5d7xy", name: "acme_totalprovisioning_1" };
const FORM = {
  baseUrl: "https://scim.total.example/scim/v2",
  uniqueIdentifier: "userName",
  actions: ["push-new-users", "push-profile-updates", "push-groups"],
} as const;
const STOPS: Readonly<Record<string, ConsoleStop>> = {
  custom: connectionStop(ADMIN, { app: APP, ownApp: true }, FORM),
  "someone else's app": connectionStop(ADMIN, { app: APP, ownApp: false }, FORM),
  "no app yet": connectionStop(ADMIN, { app: undefined, ownApp: true }, FORM),
  catalog: catalogStop(ADMIN, APP, FORM),
  "to app": toAppStop(ADMIN, APP, ["create", "update", "deactivate"]),
};

function printed(columns: number | undefined, stop: ConsoleStop, reached = true): string {
  const { io, written } = testIo([]);
  const options = { json: false, quiet: false, color: false };
  const { aside } = openScreen({ ...io, stderr: { ...io.stderr, columns } }, options);
  const position = { guide: "3.2", number: 1, total: 1 };
  if (reached) renderManualStep(aside, { stop, position }, "c copies it, s saves it to a file");
  else renderStop(aside, stop);
  return written.stderr;
}

describe("a manual step", () => {
  test.each([60, 80, 120])("at %i columns", async (columns) => {
    const text = Object.entries(STOPS).map(([name, stop]) => `${name}\n${printed(columns, stop)}`);
    await expect(text.join("\n")).toMatchFileSnapshot(`../../snapshots/manual-step-${String(columns)}.txt`);
  });

  test.each([60, 80, 100, 120, 200])("breaks no word, and only what is longer goes beyond %i columns", (columns) => {
    for (const stop of Object.values(STOPS)) {
      const values = stop.fields.flatMap(({ value, click }) => (click === undefined ? [] : (value ?? [])));
      const words = new Set([...stop.clicks, ...values, ...stop.notes].join(" ").split(" "));
      const text = printed(columns, stop);
      for (const word of words) expect(text.split(/\s+/)).toContain(word);
      for (const line of text.split("\n"))
        if (stringWidth(line) > columns) expect(line.trim().split(" ")).toHaveLength(1);
    }
  });

  test.each([0, 1, 5, 12, 20, undefined])("is whole at %s columns", (columns) => {
    const words = (text: string): string[] => text.split(/\s+/);
    for (const stop of Object.values(STOPS))
      expect(words(printed(columns, stop)).sort()).toEqual(words(printed(200, stop)).sort());
  });

  test("has every value once: at its click, or in one", () => {
    for (const { clicks, fields } of Object.values(STOPS))
      for (const { label, click } of fields)
        if (click === undefined) expect(clicks.filter((one) => one.includes(label))).not.toEqual([]);
        else expect(clicks[click], label).toBeDefined();
  });

  test("says what is still missing, and in a result what it is", () => {
    const stop = { ...printedStop(), missing: ["Push Groups", "Create Users"] };
    expect(printed(80, stop, false)).toContain("! Manual step (about 1 minute, in the Okta Admin Console)");
    expect(printed(80, stop, false)).toContain("Still missing: Push Groups, Create Users\n");
    expect(printed(80, { ...stop, missing: [] })).not.toContain("Still missing");
  });

  test("shows the notes of its own kind of app", () => {
    const notes = (name: string): string => printed(200, STOPS[name] ?? printedStop());
    expect(notes("custom")).toContain("Lifecycle Management");
    for (const name of ["custom", "no app yet", "catalog"]) expect(notes(name)).not.toContain("Integration Wizard");
    expect(notes("someone else's app")).toContain("Okta Integration Wizard");
    expect(notes("catalog")).not.toMatch(/Lifecycle Management|SCIM connector base URL|Authorization/);
    expect(notes("custom")).not.toMatch(/catalog|API Token|Test API Credentials/);
  });
});

function printedStop(): ConsoleStop {
  return connectionStop(ADMIN, { app: APP, ownApp: true }, FORM);
}
