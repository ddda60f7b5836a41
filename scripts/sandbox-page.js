import { readdirSync, readFileSync } from "node:fs";
import { subscribe } from "node:diagnostics_channel";
import { join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const ROOM = fileURLToPath(new URL("../src/sandbox/", import.meta.url));
const NO_CERTIFICATE = { key: "", cert: "" };

/** The parts of a simulated tenant, by the folders that serve them, in the page's order. */
const PARTS = [
  [
    "okta/api/",
    "Okta: the admin API",
    "Okta Management API, which `npm run contract` compares with Okta's own OpenAPI description, and `npm run replay` with recorded orgs",
  ],
  ["okta/oauth/", "Okta: signing in", "Okta API reference, OpenID Connect & OAuth 2.0"],
  ["okta/console/", "Okta: the Admin Console", "Okta developer docs, guides/scim-provisioning-integration-connect"],
  ["entra/graph/", "Entra: Microsoft Graph", "Microsoft Graph docs, v1.0"],
  [
    "entra/portal/",
    "Entra: the portal (read-only)",
    "Microsoft Learn, configure-automatic-user-provisioning-portal and provision-on-demand",
  ],
  ["entra/sts/", "Entra: signing in", "Microsoft identity platform docs, OAuth 2.0"],
];

/**
 * The page of the sandbox, src/sandbox/README.md: what is simulated, in which file, and where each behaviour is known from.
 * Starts both simulated tenants and asks their servers for their routes.
 *
 * @param {(path: string) => Promise<object>} sourceOf what a source file exports
 */
export async function sandboxPage(sourceOf) {
  const routes = await routesOf(sourceOf);
  const unplaced = routes.filter(({ file }) => !PARTS.some(([folder]) => file.startsWith(folder)));
  if (unplaced.length > 0) throw new Error(`scripts/sandbox-page.js knows no part for ${unplaced[0].file}`);
  return [
    "# The sandbox",
    "<!-- Written by npm run docs from the routes and comments in this folder; do not edit. -->",
    "Simulated tenants of Okta and Microsoft Entra ID. A dry run, `total-setup sandbox okta` and `total-setup sandbox entra` start them on 127.0.0.1. A tenant has the vendor's own API, pages for a browser (Okta's Admin Console with its forms; Entra's portal, read-only), and a provisioning engine that sends SCIM requests to a SCIM server in the background.",
    "The sandbox imports neither `src/okta` nor `src/entra`: it is a second, independent reading of the vendors' documentation, so that one misreading cannot hide itself. What is not documented is taken from recorded traffic; where nothing is known, the comment says that it is a guess.",
    "## Folders",
    list(FOLDERS.map(([path, what, folder = path]) => `[\`${folder}/\`](${path}): ${what}`)),
    "Each tenant is put together in `start.ts`: [okta/start.ts](okta/start.ts), [entra/start.ts](entra/start.ts). The SCIM requests themselves are in [src/dialect](../dialect), and the small SCIM server with its own quirks is in [src/scim-target](../scim-target).",
    "## The pages and their key",
    "The address that a sandbox prints holds a key of 256 random bits. Opening it gives the browser a cookie (`HttpOnly`, `SameSite=Strict`, for these pages alone) and leads to a page without the key at once.",
    "The key stays valid while the process lives: a second browser, or the same one after its cookie is gone, opens the pages too. A browser that opens a deep link first is told how to open the console, and returns to that link afterwards; it remembers the path in a cookie, which signs nobody in. This is as safe as a key that works once:",
    list([
      "Only the user who started the process sees the key. It is on no page, in no later address, in no `Referer`, and in no other request.",
      "Another site cannot guess it, cannot send the cookie, and cannot send a form: each form brings a token of its own browser, and its `Origin` is checked.",
      "Requests that name another host than the loopback address are refused, so a name that resolves to this machine opens nothing.",
      "The path that a browser remembers is used only if it is one of these pages.",
      "Pages have no script; their policy allows one stylesheet by its hash, and no frame.",
    ]),
    "## Simulated operations",
    ...PARTS.flatMap(([folder, title, source]) => [
      `### ${title}`,
      `Source: ${source}.`,
      list(
        [...groupedByFile(routes.filter(({ file }) => file.startsWith(folder)))].map(
          ([file, all]) => `${link(file)}: ${all.map(({ operation }) => `\`${operation}\``).join(", ")}`,
        ),
      ),
    ]),
    "Another method on one of these paths is refused in the vendor's own words: by Okta with 405 and `E0000022`, by Graph with 400 and `BadRequest`. An operation of Okta's that is not simulated gets 501 and `E0000060`, with a list of what is. What Graph has and the sandbox has not is answered with 501 and `NotImplemented`; its `details` list the operations that are simulated near it. The beta endpoint is the same as v1.0.",
    "## Behaviours and their sources",
    "Every comment in this folder that names a source, a recording or a guess.",
    ...filesIn(ROOM)
      .map((file) => [file, behavioursOf(file)])
      .filter(([, found]) => found.length > 0)
      .map(
        ([file, found]) =>
          `${link(file)}\n\n${list(found.map(({ at, what, source }) => [at, what, source === "" ? "" : `Source: ${source}.`].filter((part) => part !== "").join(" ")))}`,
      ),
  ].join("\n\n");
}

/** What is in each folder, and where its link leads when not to the folder. */
const FOLDERS = [
  ["people/person.ts", "the users of a tenant: built in, generated, or read from a CSV file", "people"],
  ["http", "what all servers share: JSON bodies, the guard against other hosts, browser sessions, injected faults"],
  ["web", "what the pages share: markup, layout, stylesheet, the guard of the key"],
  ["expression", "what the expression languages of both IdPs share"],
  ["okta/org", "what an org holds, and how it is shown"],
  ["okta/api", "the admin API: routes, errors, paging, rights, rate limits"],
  ["okta/oauth", "the org's own authorization server"],
  ["okta/console", "the pages of the Admin Console, and what saving their forms does"],
  ["okta/expression", "the Okta Expression Language"],
  ["okta/provisioning", "what Okta sends to a SCIM server, and when"],
  ["entra/tenant", "what a tenant holds"],
  ["entra/graph", "Microsoft Graph: routes, errors, paging, rights, replication, throttling"],
  ["entra/portal", "the pages that show the tenant in the portal's words"],
  ["entra/sts", "the sign-in service"],
  ["entra/schema", "synchronization schemas: the default one, and the checks of a changed one"],
  ["entra/expression", "the expression language of attribute mappings"],
  ["entra/engine", "the provisioning service: cycles, on demand, quarantine, the log"],
];

async function routesOf(sourceOf) {
  const routes = [];
  subscribe("fastify.initialization", ({ fastify }) => {
    fastify.addHook("onRoute", ({ method, url }) => {
      const from = /src[/\\]sandbox[/\\](.+?\.ts)/.exec(new Error().stack)?.[1];
      // A key that is new with each start protects the console's first page.
      const path = url.replace(/[A-Za-z0-9_-]{30,}/, ":key");
      routes.push({ operation: `${[method].flat().join(", ")} ${path}`, file: from.split(sep).join("/") });
    });
  });
  const { virtualClock } = await sourceOf("src/base/clock.ts");
  const { startOktaSandbox } = await sourceOf("src/sandbox/okta/start.ts");
  const { startEntraSandbox } = await sourceOf("src/sandbox/entra/start.ts");
  const parts = { directory: { people: [], groups: [] }, scheduler: virtualClock(0) };
  await (await startOktaSandbox(parts)).close();
  await (await startEntraSandbox({ ...parts, signIn: { tls: NO_CERTIFICATE, apps: [] } })).close();
  return routes;
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.split(sep).join("/"))
    .sort((a, b) => (a < b ? -1 : 1));
}

const TELLS_SOURCE = /\bSources?:|\brecorded\b|\ba guess\b|\bguesses\b/;

/** The comments of a file that say where a behaviour is known from, each with the name of what it stands at. */
function behavioursOf(file) {
  const lines = readFileSync(join(ROOM, file), "utf8").split("\n");
  const found = [];
  for (let at = 0; at < lines.length; at += 1) {
    const from = at;
    if (/^\s*\/\*\*/.test(lines[at])) while (!lines[at].includes("*/")) at += 1;
    else if (/^\s*\/\//.test(lines[at])) while (/^\s*\/\//.test(lines[at + 1] ?? "")) at += 1;
    else continue;
    const text = lines
      .slice(from, at + 1)
      .map(bare)
      .join(" ")
      .replace(/\s+/g, " ")
      .trim();
    if (!TELLS_SOURCE.test(text)) continue;
    const [, what, source] = /^(.*?)\s*\bSources?: (.*)$/.exec(text) ?? [undefined, text, ""];
    found.push({ at: nameAt(lines[at + 1] ?? ""), what: escaped(what), source: escaped(source.replace(/\.$/, "")) });
  }
  return found;
}

function bare(line) {
  return line.replace(/^\s*(\/\*\*|\*\/|\*|\/\/)\s?/, "").replace(/\*\/\s*$/, "");
}

/** The name that the code after a comment declares, or the route that it serves. */
function nameAt(line) {
  const name =
    /\b(?:function|const|let|interface|type|class)\s+(\w+)/.exec(line)?.[1] ??
    /^\s*(?:readonly\s+)?([a-zA-Z]\w*)\??\s*[:(]/.exec(line)?.[1];
  return name === undefined || ["if", "return", "for", "while", "switch"].includes(name) ? "" : `\`${name}\``;
}

function escaped(text) {
  return text.replace(/[<>]/g, (sign) => (sign === "<" ? "&lt;" : "&gt;"));
}

function link(file) {
  return `[${file}](${file})`;
}

function list(items) {
  return items.map((item) => `- ${item}`).join("\n");
}

function groupedByFile(routes) {
  const byFile = new Map();
  for (const route of routes) byFile.set(route.file, [...(byFile.get(route.file) ?? []), route]);
  return byFile;
}
