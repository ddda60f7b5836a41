import { emitKeypressEvents } from "node:readline";
import { SetupError } from "../../base/errors.js";
import type { Secret } from "../../base/secret.js";
import type { ConsoleStop } from "../../setup/model/plan.js";
import { openInBrowser, type Opening } from "../terminal/browser.js";
import { canCopy, copyToClipboard, isTmux } from "../terminal/clipboard.js";
import type { Io } from "../terminal/io.js";
import { padColumns, paragraph } from "../terminal/layout.js";
import type { Screen } from "../terminal/screen.js";
import { failureText } from "../views/failure.js";
import type { ProgressView } from "../views/progress.js";
import { handOut, type SecretHandout } from "./secret-handout.js";

interface ManualStepKeysOptions {
  readonly io: Io;
  readonly screen: Screen;
  readonly progress: Pick<ProgressView, "pause">;
  readonly stop: Pick<ConsoleStop, "url">;
  /** By the labels of their fields. */
  readonly secrets: Readonly<Record<string, Secret>>;
  /** False with `--json`: then nothing but text is written to the terminal. */
  readonly copies: boolean;
  readonly onContinue: () => void;
  /** Called for Ctrl-C, which the terminal hands over as a key. */
  readonly interrupt: () => void;
}

/** The keys of a manual step, until it ends. */
export interface ManualStepKeys {
  /** Which keys serve the token, as `c copies it`; undefined where the step has none. */
  readonly ofToken: string | undefined;
  /** Begins to listen, and says which keys there are. */
  listen(): void;
  /** Stops listening, and removes the file with the token. */
  close(): void;
}

const INDENT = "       ";

/** What a person can press while the run waits at a manual step. */
export function manualStepKeys(options: ManualStepKeysOptions): ManualStepKeys {
  const { io, screen, progress, stop, onContinue, interrupt } = options;
  const secrets = Object.entries(options.secrets);
  const labels = secrets.map(([label]) => label).join(" and ");
  const copies = options.copies && canCopy(io);
  const keys = [
    ...(secrets.length > 0 && copies ? [["c", "copy the token to the clipboard"] as const] : []),
    ...(secrets.length > 0 ? [["s", "save the token to a temporary file (deleted when this step ends)"] as const] : []),
    ["o", "open the page in your browser"] as const,
    ["g", "continue without waiting"] as const,
    ["Ctrl-C", "stop here"] as const,
  ];
  let handout: SecretHandout | undefined;
  let copied = 0;
  let opening = false;
  let continues = false;
  let stopListening: (() => void) | undefined;

  const say = (text: string): void => {
    progress.pause();
    paragraph(screen.aside, INDENT, "", text);
  };

  /** Tells what it did. */
  const copy = (): string => {
    const [label, secret] = secrets[copied % secrets.length] ?? [];
    if (label === undefined || secret === undefined) return "This step has no token to copy.";
    if (!options.copies) return "With --json nothing is copied. Press s to save the token to a file.";
    if (!copyToClipboard(secret, io)) return "This terminal cannot copy. Press s to save the token to a file.";
    copied += 1;
    const tmux = isTmux(io) ? "; in tmux: set-clipboard on" : "";
    const next = secrets.length === 1 ? "" : " Press c again for the next value.";
    return `Copied the complete value for ${label}, if your terminal allows it (OSC 52${tmux}). If nothing arrives, press s.${next}`;
  };

  const save = (): void => {
    progress.pause();
    try {
      handout ??= handOut(options.secrets, io);
      say(
        `The complete value for ${labels} is in this file, which only you can read. It is deleted when this step ends:`,
      );
      // Whole on its line, so that it can be copied.
      screen.aside.line(`${INDENT}${handout.path}`);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      screen.errors.line(failureText(error, false).trimEnd());
    }
  };

  const open = async (): Promise<void> => {
    if (opening) return;
    opening = true;
    const result = await openInBrowser(stop.url, io);
    opening = false;
    if (stopListening === undefined) return;
    say(opened(result, stop.url));
  };

  const onKey = (key: string): void => {
    if (key === "interrupt") interrupt();
    else if (key === "c") say(copy());
    else if (key === "s" || key === "t") {
      if (secrets.length === 0) say("This step has no token to save.");
      else save();
    } else if (key === "o") void open();
    else if (key === "?") {
      progress.pause();
      for (const [name, what] of keys) paragraph(screen.aside, INDENT, padColumns(name, 8), what);
    } else if (key === "g" && !continues) {
      continues = true;
      say("Continuing without waiting any longer.");
      onContinue();
    }
  };

  return {
    ofToken: secrets.length === 0 ? undefined : copies ? "c copies it, s saves it to a file" : "s saves it to a file",
    listen: () => {
      stopListening = listenForKeys(io, onKey);
      screen.aside.line();
      say("Press o to open the page, g to continue without waiting, ? to see all keys.");
    },
    close: () => {
      stopListening?.();
      stopListening = undefined;
      handout?.remove();
      handout = undefined;
    },
  };
}

function opened(result: Opening, url: string): string {
  if (result.state === "failed") return `The browser did not open (${result.reason}). Open this address: ${url}`;
  if (result.state === "running") return `Opening the page. If no browser appears, open this address: ${url}`;
  return "Opened the page in your browser.";
}

/** Reads single keys until the returned function is called. Raw mode hands Ctrl-C to us instead of to the process. */
function listenForKeys(io: Io, onKey: (key: string) => void): () => void {
  const { stdin } = io;
  emitKeypressEvents(stdin);
  const handler = (
    text: string | undefined,
    key: { readonly name?: string; readonly ctrl?: boolean; readonly meta?: boolean },
  ): void => {
    if (key.ctrl === true) {
      if (key.name === "c") onKey("interrupt");
    } else if (key.meta !== true) onKey((key.name ?? text ?? "").toLowerCase());
  };
  stdin.setRawMode?.(true);
  stdin.resume();
  stdin.on("keypress", handler);
  return () => {
    stdin.off("keypress", handler);
    stdin.setRawMode?.(false);
    stdin.pause();
  };
}
