import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { launcherOf } from "../../../src/cli/terminal/launcher.js";
import { temporaryFolder } from "../../support/run-cli.js";

const NPX = { npm_command: "exec", npm_lifecycle_event: "npx", PATH: "/proj/node_modules/.bin:/usr/bin" };

// The environments are those that npm 11 gives to what it starts.
test.each([
  ["npx in a project", "/proj/node_modules/.bin/total-setup", "/proj", NPX, "npx total-setup"],
  ["npx from its cache", "/h/.npm/_npx/9c3b/node_modules/.bin/total-setup", "/proj", NPX, "npx total-setup"],
  [
    "npx with a package",
    "/h/.npm/_npx/9c3b/node_modules/.bin/total-setup",
    "/proj",
    { ...NPX, npm_config_package: "git+ssh://git@host/total-setup.git" },
    "npx --package git+ssh://git@host/total-setup.git total-setup",
  ],
  [
    "a script of package.json",
    "/proj/node_modules/.bin/total-setup",
    "/proj",
    { npm_command: "run" },
    "npx total-setup",
  ],
  [
    "node, started by something that npx started",
    "/srv/app/bin/total-setup.js",
    "/srv/app",
    NPX,
    "node bin/total-setup.js",
  ],
  ["node", "/srv/app/bin/total-setup.js", "/srv/app", {}, "node bin/total-setup.js"],
  ["node from a folder below", "/srv/app/bin/total-setup.js", "/srv/app/mine", {}, "node ../bin/total-setup.js"],
  ["node from elsewhere", "/srv/app/bin/total-setup.js", "/home/zoe/mine", {}, "node /srv/app/bin/total-setup.js"],
  ["a link in the folder itself", "/srv/app/total-setup", "/srv/app", {}, "./total-setup"],
  [
    "a link in a folder below",
    "/srv/app/node_modules/.bin/total-setup",
    "/srv/app",
    {},
    "node_modules/.bin/total-setup",
  ],
  ["nothing known", undefined, "/srv/app", {}, "total-setup"],
] as const)("%s is started the same way again", (_how, script, cwd, env: Record<string, string>, words) => {
  expect(launcherOf({ script, cwd, env, nodeFlags: [], platform: "linux" }).join(" ")).toBe(words);
});

test("what Node was given is given again", () => {
  const started = { script: "/w/bin/total-setup.js", cwd: "/w", env: {}, platform: "linux" };
  expect(launcherOf({ ...started, nodeFlags: ["--use-system-ca"] }).join(" ")).toBe(
    "node --use-system-ca bin/total-setup.js",
  );
});

test("a link that the PATH finds first goes by its name, one that it finds later by its path", () => {
  const [own, first, second] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  writeFileSync(join(own, "total-setup.js"), "");
  const [found, hidden] = [first, second].map((folder) => join(folder, "total-setup"));
  for (const link of [found, hidden]) symlinkSync(join(own, "total-setup.js"), link ?? "");
  const env = { PATH: `/nowhere:${first}:${second}` };
  const started = { cwd: "/srv/app/mine/deep/down", nodeFlags: [], platform: "linux", env };
  expect(launcherOf({ ...started, script: found })).toEqual(["total-setup"]);
  expect(launcherOf({ ...started, script: hidden })).toEqual([hidden]);
});

test("on Windows npm's scripts start the file that they name", () => {
  const started = { cwd: "C:\\work", nodeFlags: [], platform: "win32", env: { Path: "C:\\Windows;C:\\npm" } };
  const script = "C:\\work\\bin\\total-setup.js";
  expect(launcherOf({ ...started, script })).toEqual(["node", "bin\\total-setup.js"]);
  const ofNpx = "C:\\proj\\node_modules\\total-setup\\bin\\total-setup.js";
  expect(launcherOf({ ...started, env: { npm_command: "exec" }, script: ofNpx })).toEqual(["npx", "total-setup"]);
});
