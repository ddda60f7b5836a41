import type { Secret } from "../../base/secret.js";
import type { Io } from "./io.js";

type Terminal = Pick<Io, "env" | "platform" | "stderr">;

/** True on a terminal that takes control sequences without printing them. Whether it then copies is not known. */
export function canCopy({ env, platform, stderr }: Terminal): boolean {
  const kind = env["TERM"] ?? (platform === "win32" ? "windows" : "dumb");
  // Linux's own console prints a part of what it does not understand.
  return stderr.isTTY && kind !== "dumb" && kind !== "linux";
}

/**
 * Asks the terminal to put a secret on the clipboard (xterm, "Control Sequences": OSC 52). This is the one place that writes a
 * secret to the terminal: past the screen, whose scrubber would redact it, within a sequence that no terminal displays.
 *
 * @returns false where nothing was written, see {@link canCopy}
 */
export function copyToClipboard(secret: Secret, terminal: Terminal): boolean {
  if (!canCopy(terminal)) return false;
  const sequence = `\u001b]52;c;${Buffer.from(secret.reveal(), "utf8").toString("base64")}\u0007`;
  terminal.stderr.write(sequence + (isTmux(terminal) ? throughTmux(sequence) : ""));
  return true;
}

/** True within tmux, which copies only where its option `set-clipboard` or `allow-passthrough` is on. */
export function isTmux({ env }: Pick<Terminal, "env">): boolean {
  return (env["TMUX"] ?? "") !== "";
}

/** For the terminal around tmux (tmux, FAQ: "What is the passthrough escape sequence"). */
function throughTmux(sequence: string): string {
  return `\u001bPtmux;${sequence.replaceAll("\u001b", "\u001b\u001b")}\u001b\\`;
}
