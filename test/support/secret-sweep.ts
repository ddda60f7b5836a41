import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { Intercept } from "./proxy.js";
import { spawnCli, temporaryFolder, type CliResult } from "./run-cli.js";

/** Every way in which a secret could stand in a text. */
function formsOf(secret: string): string[] {
  const utf8 = Buffer.from(secret);
  const behind = (prefix: string): string => Buffer.concat([Buffer.from(prefix), utf8]).toString("base64");
  return [
    secret,
    encodeURIComponent(secret),
    JSON.stringify(secret).slice(1, -1),
    utf8.toString("hex"),
    utf8.toString("base64").replace(/=+$/, "").slice(0, -1),
    utf8.toString("base64url").slice(0, -1),
    behind("Bearer ").slice(10, -3),
    behind("SSWS ").slice(8, -3),
  ];
}

/** Looks for secrets, in every form, in named texts. */
export function expectNowhere(secrets: readonly string[], places: Readonly<Record<string, string>>): void {
  for (const [place, text] of Object.entries(places)) {
    for (const secret of secrets)
      for (const form of formsOf(secret)) expect(text.includes(form), `${place} holds a secret as ${form}`).toBe(false);
  }
}

function filesUnder(folder: string): Record<string, string> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return Object.fromEntries(
    files.filter((name) => statSync(name).isFile()).map((name) => [name, readFileSync(name, "utf8")]),
  );
}

/** What a command left behind. */
export interface Swept {
  readonly result: CliResult;
  readonly files: Readonly<Record<string, string>>;
}

interface SweptCommand {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Secrets by the flag that names the file they are given in. */
  readonly files: Readonly<Record<string, string>>;
  /** Secrets given in another way. */
  readonly secrets?: readonly string[];
}

/** Runs a command with known secrets and looks for them in everything it left, its process list entry included. */
export async function sweepSecrets({ args, env = {}, files, secrets = [] }: SweptCommand): Promise<Swept> {
  const state = temporaryFolder();
  const given = temporaryFolder();
  const flags = Object.entries(files).flatMap(([flag, secret], index) => {
    const file = join(given, `secret-${String(index)}.txt`);
    writeFileSync(file, secret);
    return [flag, file];
  });
  const transcript = join(state, "transcript.jsonl");
  const run = spawnCli([...args, ...flags, "--transcript", transcript, "--report", join(state, "report.html")], {
    env: { ...env, XDG_STATE_HOME: state },
  });
  const commandLine = readFileSync(`/proc/${String(run.pid)}/cmdline`, "utf8");
  const result = await run.ended;
  const left = filesUnder(state);
  expectNowhere([...Object.values(files), ...secrets], {
    stdout: result.stdout,
    stderr: result.stderr,
    "the process list": commandLine,
    ...left,
  });
  return { result, files: left };
}

/** Every encoding of the header, in the error's text and in a header of the answer. */
export const echoAuthorization =
  (status: number, type: string): Intercept =>
  (request, response) => {
    const header = request.headers.authorization ?? "";
    const value = header.replace(/^\S+ /, "");
    const said = [
      header,
      encodeURIComponent(value),
      Buffer.from(header, "latin1").toString("base64"),
      Buffer.from(value, "latin1").toString("base64"),
    ].join(" | ");
    const body = type.includes("json")
      ? JSON.stringify({
          errorCode: "E0000001",
          errorSummary: `you sent ${said}`,
          errorId: said,
          detail: said,
          schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
          status: String(status),
        })
      : `<html>${said}`;
    response
      .writeHead(status, {
        "content-type": type,
        "x-okta-request-id": value,
        location: `https://elsewhere.example/?${encodeURIComponent(value)}`,
      })
      .end(body);
    return true;
  };
