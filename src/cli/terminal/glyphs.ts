import type { Io } from "./io.js";

/** The signs that are not letters of every terminal. */
export interface Glyphs {
  readonly done: string;
  readonly failed: string;
  /** Behind what is still under way. */
  readonly ellipsis: string;
  readonly barDone: string;
  readonly barLeft: string;
}

const UNICODE: Glyphs = { done: "✓", failed: "✗", ellipsis: "…", barDone: "█", barLeft: "░" };
const ASCII: Glyphs = { done: "ok", failed: "x", ellipsis: "...", barDone: "#", barLeft: "-" };

/**
 * ASCII where the locale says another encoding than UTF-8, and on terminals that have no such characters: Linux's own console, and
 * Windows' old one. Where nothing is said, as in most containers, Unicode.
 */
export function glyphsFor({ env, platform }: Pick<Io, "env" | "platform">): Glyphs {
  if (platform === "win32") {
    const modern = ["WT_SESSION", "TERM_PROGRAM", "ConEmuTask", "TERMINAL_EMULATOR"].some(
      (name) => (env[name] ?? "") !== "",
    );
    return modern || env["TERM"] === "xterm-256color" ? UNICODE : ASCII;
  }
  const locale = [env["LC_ALL"], env["LC_CTYPE"], env["LANG"]].find((value) => (value ?? "") !== "");
  if (env["TERM"] === "linux") return ASCII;
  return locale === undefined || /utf-?8/i.test(locale) ? UNICODE : ASCII;
}
