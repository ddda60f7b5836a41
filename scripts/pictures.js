import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { terminalSvg } from "./terminal-svg.js";

// Draws what real runs print into docs/pictures. Run `npm run build` before.
const ROOT = fileURLToPath(new URL("../", import.meta.url));
const FOLDER = join(ROOT, "docs/pictures");

mkdirSync(FOLDER, { recursive: true });
const state = mkdtempSync(join(tmpdir(), "total-setup-pictures-"));
try {
  await draw("okta-dry-run", ["okta", "--dry-run"], "A dry run on a simulated Okta org: plan, progress and result");
  await draw(
    "entra-dry-run",
    ["entra", "--dry-run"],
    "A dry run on a simulated Entra tenant: plan, progress and result",
  );
  await drawManualStep();
  await drawReport();
} finally {
  rmSync(state, { recursive: true });
}

/** Runs the command and draws all that it prints, in the order in which it prints it. */
async function draw(name, args, title, { env = {}, from = () => true } = {}) {
  const child = spawn("sh", ["-c", `exec npx total-setup "$@" 2>&1`, "sh", ...args], {
    cwd: ROOT,
    env: { ...process.env, FORCE_COLOR: "1", NO_COLOR: "", LC_ALL: "C.UTF-8", XDG_STATE_HOME: state, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = (await text(child.stdout)).trimEnd().split("\n");
  const shown = lines.slice(Math.max(0, lines.findIndex(from)));
  const command = `$ npx total-setup ${args.filter((word) => !["--yes", "--no-input"].includes(word)).join(" ")}`;
  writeFileSync(join(FOLDER, `${name}.svg`), terminalSvg([command, ...shown], { title }));
  process.stdout.write(`docs/pictures/${name}.svg: ${String(shown.length)} lines\n`);
}

/** What a run without a terminal prints of the manual step, on a simulated org where the step is not done. */
async function drawManualStep() {
  const sandbox = spawn(process.execPath, [join(ROOT, "bin/total-setup.js"), "sandbox", "okta", "--json"], {
    env: { ...process.env, XDG_STATE_HOME: state },
  });
  try {
    const ready = await new Promise((resolve, reject) => {
      let line = "";
      sandbox.stdout.on("data", (chunk) => {
        line += chunk;
        if (line.includes("\n")) resolve(JSON.parse(line));
      });
      sandbox.on("close", () => reject(new Error("the sandbox ended before it was ready")));
    });
    await draw(
      "okta-manual-step",
      ["okta", "--yes", "--no-input"],
      "The manual step of a run on Okta, with its values",
      {
        env: {
          OKTA_CLIENT_ORGURL: ready.url,
          OKTA_CLIENT_TOKEN: ready.token,
          TOTAL_SETUP_SCIM_BASE_URL: ready.target.baseUrl,
          TOTAL_SETUP_SCIM_TOKEN: ready.target.token,
        },
        from: (line) => line.includes("Manual step"),
      },
    );
  } finally {
    sandbox.kill("SIGINT");
  }
}

/** The top of a real report, as Chromium shows it. */
async function drawReport() {
  const report = join(state, "report.html");
  const run = spawn(
    process.execPath,
    [join(ROOT, "bin/total-setup.js"), "okta", "--dry-run", "--yes", "--no-input", "--quiet", "--report", report],
    { env: { ...process.env, XDG_STATE_HOME: state }, stdio: ["ignore", "ignore", "inherit"] },
  );
  await once(run, "close");
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 860, height: 980 }, colorScheme: "light" });
    await page.goto(pathToFileURL(report).href);
    const { length } = await page.screenshot({ path: join(FOLDER, "report.png") });
    process.stdout.write(`docs/pictures/report.png: ${String(length)} bytes\n`);
  } finally {
    await browser.close();
  }
}
