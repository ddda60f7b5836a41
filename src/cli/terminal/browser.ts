import { spawn } from "node:child_process";
import type { Io } from "./io.js";

/** How it went: `running` for a program that has not ended yet, as one that becomes the browser itself. */
export type Opening = { readonly state: "opened" | "running" } | { readonly state: "failed"; readonly reason: string };

/** A program that opens addresses ends at once; what runs longer has opened one, or hangs. */
const LONGEST_MS = 3_000;

/** Opens an address in the person's browser, in a process of its own: it gets no terminal and none of this tool's settings. */
export async function openInBrowser(url: string, { env, platform }: Pick<Io, "env" | "platform">): Promise<Opening> {
  if (!isWebAddress(url)) return { state: "failed", reason: "it is not a web address" };
  const openers = openersFor(env, platform);
  for (const [program, ...args] of openers) {
    const opening = await start(program, [...args, url], withoutSecrets(env));
    if (opening !== "absent") return opening;
  }
  return { state: "failed", reason: `${openers.map(([program]) => program).join(" and ")} not found` };
}

type Opener = readonly [program: string, ...args: string[]];

/** Programs that take the address as an argument: a shell would read more into it. */
function openersFor(env: Io["env"], platform: string): readonly Opener[] {
  if (platform === "win32") return [["rundll32", "url.dll,FileProtocolHandler"]];
  if (platform === "darwin") return [["open"]];
  return (env["WSL_DISTRO_NAME"] ?? "") === "" ? [["xdg-open"]] : [["wslview"], ["xdg-open"]];
}

function isWebAddress(url: string): boolean {
  return URL.canParse(url) && ["http:", "https:"].includes(new URL(url).protocol);
}

/** The browser outlives the run, and needs no token of it. */
function withoutSecrets(env: Io["env"]): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:TOTAL_SETUP|OKTA_CLIENT|AZURE)_/.test(name)));
}

function start(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<Opening | "absent"> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { env, stdio: "ignore", detached: true, windowsHide: true });
    const timer = setTimeout(() => {
      resolve({ state: "running" });
    }, LONGEST_MS);
    const end = (opening: Opening | "absent"): void => {
      clearTimeout(timer);
      resolve(opening);
    };
    timer.unref();
    child.unref();
    child.on("error", (error: NodeJS.ErrnoException) => {
      end(error.code === "ENOENT" ? "absent" : { state: "failed", reason: `${program}: ${error.message}` });
    });
    child.on("exit", (code) => {
      const reason = code === null ? `${program} was ended` : `${program} ended with code ${String(code)}`;
      end(code === 0 ? { state: "opened" } : { state: "failed", reason });
    });
  });
}
