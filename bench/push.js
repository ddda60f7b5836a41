import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { createReadStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { Secret } from "../dist/base/secret.js";
import { openScimTransport } from "../dist/scim-client/http/transport.js";

/**
 * Dry runs of many users beside the same SCIM requests pushed at a bare node:http server that stores nothing, in one process as
 * in a dry run. Usage: npm run bench -- [users ...], 1000 and 10000 when none are given; medians of three runs.
 */
const LAUNCHER = fileURLToPath(new URL("../bin/total-setup.js", import.meta.url));
const PRELOAD = new URL("peak-memory.js", import.meta.url).href;
const IN_FLIGHT = 16;
const RUNS = 3;
const GROUPS = 50;

const sizes = process.argv.slice(2).map(Number);
console.log("dry run         users  requests   bare push   whole command   ratio   peak memory");
for (const idp of ["okta", "entra"]) {
  for (const users of sizes.length > 0 ? sizes : [1_000, 10_000]) {
    const requests = await requestsOf(idp, users);
    const runs = [];
    for (let run = 0; run < RUNS; run += 1) {
      const bare = await pushAtBareServer(requests);
      const { time, bytes } = rehearse(idp, users);
      runs.push({ bare, time, ratio: time / bare, bytes });
    }
    const [bare, time, ratio, bytes] = ["bare", "time", "ratio", "bytes"].map((name) =>
      median(runs.map((one) => one[name])),
    );
    const cells = [
      [requests.length, 9],
      [`${bare.toFixed(0)} ms`, 11],
      [`${time.toFixed(0)} ms`, 15],
      [`${ratio.toFixed(2)} x`, 7],
      [`${(bytes / 1e6).toFixed(0)} MB`, 13],
    ].map(([cell, width]) => String(cell).padStart(Number(width)));
    console.log([idp.padEnd(12), String(users).padStart(8), ...cells].join(" "));
  }
}

/** What the simulated IdP sends to the SCIM server. */
async function requestsOf(idp, users) {
  const folder = mkdtempSync(join(tmpdir(), "total-setup-bench-"));
  const transcript = join(folder, "transcript.jsonl");
  rehearse(idp, users, ["--transcript", transcript]);
  const requests = [];
  // The transcript of very many users is longer than a string may be.
  for await (const line of createInterface({ input: createReadStream(transcript) })) {
    const { from, to, method, path, body } = JSON.parse(line);
    if (from === idp && to === "target") requests.push({ method, path, body });
  }
  rmSync(folder, { recursive: true });
  return requests;
}

function rehearse(idp, users, more = []) {
  const size = ["--users", String(users), "--groups", String(GROUPS)];
  const args = ["--import", PRELOAD, LAUNCHER, idp, "--dry-run", "--no-input", "--yes", "-q", ...size, ...more];
  const begun = performance.now();
  const { status, stderr, output } = spawnSync(process.execPath, args, {
    encoding: "utf8",
    stdio: ["ignore", "ignore", "pipe", "pipe"],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (status !== 0) throw new Error(`the dry run ended with ${status}: ${stderr}`);
  return { time: performance.now() - begun, bytes: Number(output[3]) };
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
    for (let item = all[next++]; item !== undefined; item = all[next++]) await transport.send(item);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  const time = performance.now() - begun;
  transport.close();
  server.close();
  return time;
}

function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
}
