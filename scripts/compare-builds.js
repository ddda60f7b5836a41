import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { dryRuns, errorCases, FILES } from "./compare-cases.js";

// Compares what two builds say in JSON, case by case, and prints each difference.
// Usage: node scripts/compare-builds.js FOLDER_A FOLDER_B [part of a case's name]
const MEASURED = new Set(["durationMs", "simulatedMs"]);
const [folderA, folderB, wanted = ""] = process.argv.slice(2);
if (folderA === undefined || folderB === undefined) {
  process.stderr.write("usage: node scripts/compare-builds.js FOLDER_A FOLDER_B [part of a case's name]\n");
  process.exit(64);
}

const builds = await Promise.all([folderA, folderB].map(openBuild));
process.on("exit", () => builds.forEach((build) => build.close()));
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(130));

const templates = templatesOf(builds[0].root);
const groups = { "dry runs": dryRuns(templates), "error cases": errorCases };
for (const [name, cases] of Object.entries(groups)) {
  const chosen = cases.filter((one) => one.name.includes(wanted));
  const differing = [];
  for (const one of chosen) {
    const [a, b] = await Promise.all(builds.map((build) => runCase(build, one)));
    const differences = differencesOf(a, b, "");
    if (differences.length === 0) continue;
    differing.push(one.name);
    process.stdout.write(`${one.name}\n${differences.map((line) => `  ${line}\n`).join("")}`);
  }
  process.stdout.write(`${name}: ${chosen.length - differing.length} of ${chosen.length} equal\n`);
  if (differing.length > 0) process.exitCode = 1;
}
process.exit();

/** A build with a folder for its files and a simulated tenant of each IdP. */
async function openBuild(folder) {
  const root = resolve(folder);
  const place = mkdtempSync(join(tmpdir(), "total-setup-compare-"));
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(place, name), text, { mode: 0o600 });
  const build = { root, place, sandboxes: [] };
  for (const idp of ["okta", "entra"]) build[idp] = await startSandbox(build, idp);
  writeFileSync(join(place, "okta-token.txt"), build.okta.token, { mode: 0o600 });
  writeFileSync(join(place, "entra-token.txt"), build.entra.token, { mode: 0o600 });
  build.close = () => {
    for (const child of build.sandboxes) child.kill();
    rmSync(place, { recursive: true, force: true });
  };
  return build;
}

async function startSandbox(build, idp) {
  const child = start(build, ["sandbox", idp, "--json"], {});
  build.sandboxes.push(child);
  let text = "";
  child.stdout.on("data", (chunk) => (text += chunk));
  while (!text.includes("\n")) await Promise.race([once(child.stdout, "data"), failedStart(child, idp)]);
  const { url, token, target } = JSON.parse(text);
  return { url, token, target };
}

async function failedStart(child, idp) {
  await once(child, "exit");
  throw new Error(`sandbox ${idp} did not start`);
}

function start({ root, place }, args, env) {
  return spawn(process.execPath, [join(root, "bin", "total-setup.js"), ...args], {
    cwd: place,
    env: { PATH: process.env.PATH, HOME: place, XDG_STATE_HOME: mkdtempSync(join(place, "state-")), ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
}

/** What a case comes to: the exit code and the document, or the text where there is no document. */
async function runCase(build, { args, env = () => ({}), before }) {
  if (before !== undefined) {
    await run(build, before.args(build), env(build));
    before.then?.((name) => join(build.place, name));
  }
  const { code, stdout, stderr } = await run(build, args(build), env(build));
  return { exitCode: code, ...documentOf(stdout, stderr, build) };
}

async function run(build, args, env) {
  const child = start(build, args, env);
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (chunk) => (stdout += chunk));
  child.stderr.on("data", (chunk) => (stderr += chunk));
  const [code] = await once(child, "close");
  return { code, stdout, stderr };
}

function documentOf(stdout, stderr, build) {
  let document;
  try {
    document = JSON.parse(stdout);
  } catch {
    return { noDocument: neutral(stdout + stderr, build) };
  }
  return { document: comparable(document, build) };
}

/** The document without ports, times, ids and the words of usage errors. */
function comparable(value, build, key = "") {
  if (MEASURED.has(key)) return "(time)";
  if (key === "requestId" && typeof value === "string") return "(id)";
  if (typeof value === "string") return neutral(value, build);
  if (Array.isArray(value)) return value.map((one) => comparable(one, build));
  if (typeof value !== "object" || value === null) return value;
  const worded =
    value.code === "usage" ? Object.entries(value).filter(([name]) => !/^(message|fix)$/.test(name)) : undefined;
  return Object.fromEntries(
    (worded ?? Object.entries(value)).map(([name, one]) => [neutral(name, build), comparable(one, build, name)]),
  );
}

function neutral(text, { place, root }) {
  return text
    .replaceAll(root, "(project)")
    .replaceAll(place, "(folder)")
    .replace(/state-\w{6}\//g, "(state)/")
    .replace(/(127\.0\.0\.1)_\d{2,5}/g, "$1_(port)")
    .replace(/(127\.0\.0\.1|localhost):\d{2,5}/g, "$1:(port)")
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "(time)")
    .replace(/sha256:[0-9a-f]{64}/g, "sha256:(digest)")
    .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, "(id)")
    .replace(/\b(00[a-z]|0oa|gPm|prm|oae|ota)[A-Za-z0-9]{17}\b/g, "$1(id)");
}

/** One line for each place where the two differ. */
function differencesOf(a, b, path) {
  if (Object.is(a, b)) return [];
  if (!isContainer(a) || !isContainer(b) || Array.isArray(a) !== Array.isArray(b))
    return [`${path}: ${shown(a)} became ${shown(b)}`];
  const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
  return keys.flatMap((key) => differencesOf(a[key], b[key], path === "" ? key : `${path}.${key}`));
}

function isContainer(value) {
  return typeof value === "object" && value !== null;
}

function shown(value) {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 300 ? `${text.slice(0, 300)}…` : text;
}

/** The names of the templates that come with a build, as `total/okta`. */
function templatesOf(root) {
  const folder = join(root, "templates");
  return readdirSync(folder).flatMap((vendor) =>
    readdirSync(join(folder, vendor)).map((file) => {
      const text = readFileSync(join(folder, vendor, file), "utf8");
      return { name: `${vendor}/${file.replace(/\.yaml$/, "")}`, idp: /^idp: *(\w+)/m.exec(text)?.[1] };
    }),
  );
}
