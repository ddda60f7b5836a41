import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { startRawServer, type RawServer } from "../support/raw-server.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";

const TOKEN = "eyJXYZ-the-token-of-the-vendor";
const folder = temporaryFolder();
let echo: RawServer;

beforeEach(async () => {
  // A server that repeats what it was sent, as debugging pages do: bare, in a field's name and url-encoded.
  echo = await startRawServer(({ headers, url }, response) => {
    const token = (headers.authorization ?? "").split(/\s+/).at(-1) ?? "";
    const detail = `the token ${token} is unknown at ${url}?token=${encodeURIComponent(token)}`;
    response.writeHead(401, { "content-type": "application/scim+json" });
    response.end(JSON.stringify({ detail, [token]: Buffer.from(token).toString("base64") }));
  });
});

function fileWith(text: string): string {
  const path = join(folder, `token-${String(Math.random()).slice(2)}.txt`);
  writeFileSync(path, text);
  return path;
}

describe("a token as people save it", () => {
  test.each([
    ["behind Bearer", `Bearer ${TOKEN}\r\n`, /ignoring the word Bearer in front of it/],
    ["in quotation marks", `\r\n  "${TOKEN}"  \r\n`, /ignoring the quotation marks around it/],
  ])("%s is sent bare, said, and told by nobody who repeats it", async (_name, text, said) => {
    const transcript = join(folder, `transcript-${String(text.length)}.jsonl`);
    const args = ["okta", "--dry-run", "--no-input", "--yes", "--json", "--debug", "--transcript", transcript];
    const { code, stdout, stderr } = await runInProcess([
      ...args,
      "--target-url",
      `${echo.url}/scim`,
      "--target-token-file",
      fileWith(text),
    ]);
    expect(code).not.toBe(0);
    expect(echo.seen.length).toBeGreaterThan(0);
    for (const { headers } of echo.seen) expect(headers.authorization).toBe(`Bearer ${TOKEN}`);
    expect(stderr).toMatch(said);
    const told = { stdout, stderr, transcript: readFileSync(transcript, "utf8") };
    expect(told.transcript).toContain("is unknown");
    for (const place of Object.values(told)) {
      expect(place).not.toContain(TOKEN);
      expect(place).not.toContain(Buffer.from(TOKEN).toString("base64").slice(0, -1));
    }
  });

  test.each([
    ["NAME=value", `SCIM_TOKEN=${TOKEN}`, "looks like NAME=value"],
    ["export NAME=value", `export SCIM_TOKEN=${TOKEN}`, "looks like NAME=value"],
    ["several lines", `${TOKEN}\n${TOKEN}`, "lines 1 and 2"],
    ["a blank within", `${TOKEN} ${TOKEN}`, "is a space"],
    ["another scheme", `SSWS ${TOKEN}`, "starts with SSWS"],
  ])("but %s is refused with its place, from a file, standard input and the environment", async (_n, text, why) => {
    const base = ["okta", "--no-input", "--yes", "--org-url", "http://127.0.0.1:1"];
    const run = [...base, "--scim-base-url", `${echo.url}/scim`];
    const runs = [
      await runInProcess([...run, "--scim-token-file", fileWith(text)]),
      await runInProcess([...run, "--scim-token-file", "-"], { stdin: text }),
      await runInProcess(run, { env: { TOTAL_SETUP_SCIM_TOKEN: text } }),
    ];
    for (const { code, stdout, stderr } of runs) {
      expect(code).toBe(64);
      expect(stderr).toContain(why);
      expect(stdout + stderr).not.toContain("XYZ");
    }
    expect(echo.seen).toEqual([]);
  });
});

describe("a secret where a path belongs", () => {
  test.each([
    ["--scim-token-file", TOKEN],
    ["--okta-token-file", TOKEN],
    ["--private-key-file", TOKEN],
    ["--scim-token-file", `/${TOKEN}`],
    ["--scim-token-file", `${TOKEN}/more+XYZ==`],
    ["--scim-token-file", `Bearer ${TOKEN}`],
    ["--scim-token-file", `${TOKEN}.${"p".repeat(400)}.XYZ`],
  ])("is not repeated by %s", async (flag, given) => {
    const env =
      flag === "--scim-token-file" ? { OKTA_CLIENT_TOKEN: "00abc-of-okta" } : { TOTAL_SETUP_SCIM_TOKEN: "abc" };
    const args = ["okta", "--no-input", "--yes", "--json", "--debug", "--org-url", "http://127.0.0.1:1"];
    const { code, stdout, stderr } = await runInProcess(
      [...args, "--okta-client-id", "0oa1", "--scim-base-url", `${echo.url}/scim`, flag, given].filter(
        (arg) => flag === "--private-key-file" || (arg !== "--okta-client-id" && arg !== "0oa1"),
      ),
      { env },
    );
    expect(code).toBe(64);
    expect(JSON.parse(stdout)).toMatchObject({ errors: [{ code: "file-unreadable" }] });
    expect(stderr).toContain(flag);
    expect(stdout + stderr).not.toContain("XYZ");
  });

  test("but a path that is plainly one is named", async () => {
    const args = ["okta", "--no-input", "--yes", "--scim-base-url", "https://scim.total.example", "--scim-token-file"];
    for (const path of [join(folder, "tokn"), "scim-token.txt", "./tokn"]) {
      const { code, stderr } = await runInProcess([...args, path], { env: { OKTA_CLIENT_TOKEN: "00abc" } });
      expect(code).toBe(64);
      expect(stderr).toContain(path);
    }
  });
});
