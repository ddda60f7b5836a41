import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Secret } from "../dist/base/secret.js";
import { openScimTransport } from "../dist/scim-client/http/transport.js";

/**
 * A dry run of many people beside the same SCIM requests pushed at a bare node:http server that stores nothing:
 * the whole command may take three times as long. Usage: npm run bench -- [users] [groups]
 */
const LAUNCHER = fileURLToPath(new URL("../bin/total-setup.js", import.meta.url));
const IN_FLIGHT = 16;
const [users = "10000", groups = "50"] = process.argv.slice(2);

const transcript = join(mkdtempSync(join(tmpdir(), "total-setup-bench-")), "transcript.jsonl");
const dryRun = ["okta", "--dry-run", "--no-input", "--yes", "-q", "--users", users, "--groups", groups];
run([...dryRun, "--transcript", transcript]);
const requests = readFileSync(transcript, "utf8")
  .trimEnd()
  .split("\n")
  .map((line) => JSON.parse(line))
  .filter(({ from, to }) => from === "okta" && to === "target");

const whole = run(dryRun);
const bare = await pushAtBareServer(requests);
console.log(`${users} people, ${groups} groups, ${requests.length} SCIM requests`);
console.log(`bare push    ${bare.toFixed(0)} ms`);
console.log(`dry run      ${whole.toFixed(0)} ms  ${(whole / bare).toFixed(2)} x`);

function run(args) {
  const begun = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [LAUNCHER, ...args], { encoding: "utf8" });
  if (status !== 0) throw new Error(`the dry run ended with ${status}: ${stderr}`);
  return performance.now() - begun;
}

async function pushAtBareServer(all) {
  const server = createServer((request, response) => {
    request
      .resume()
      .on("end", () => response.writeHead(200, { "content-type": "application/scim+json" }).end('{"totalResults":0}'));
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const transport = openScimTransport({
    baseUrl: `http://127.0.0.1:${server.address().port}`,
    authorization: new Secret("Bearer bench"),
    contentType: "application/scim+json",
    from: "bench",
    now: Date.now,
  });
  const begun = performance.now();
  let next = 0;
  const worker = async () => {
    for (let item = all[next++]; item !== undefined; item = all[next++]) {
      await transport.send({ method: item.method, path: item.path, body: item.body });
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  const time = performance.now() - begun;
  transport.close();
  server.close();
  return time;
}
