import type { Io } from "./io.js";

/** The signs that not every terminal has. */
export interface Glyphs {
  readonly done: string;
  readonly failed: string;
  /** Behind what is still under way, and where a text was shortened. */
  readonly ellipsis: string;
  readonly barDone: string;
  readonly barLeft: string;
  /** The frames of a spinner, one column each. */
  readonly spinner: readonly string[];
}

const UNICODE: Glyphs = {
  done: "✓",
  failed: "✗",
  ellipsis: "…",
  barDone: "█",
  barLeft: "░",
  spinner: ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"],
};
const ASCII: Glyphs = {
  done: "ok",
  failed: "x",
  ellipsis: "...",
  barDone: "#",
  barLeft: "-",
  spinner: ["-", "\\", "|", "/"],
};

/**
 * ASCII where the locale names an encoding other than UTF-8, and on terminals without these characters: the Linux console and the
 * old Windows console. Unicode where nothing is said, as in most containers.
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
