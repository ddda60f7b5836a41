import { EVENTS, type EventEntry } from "../src/setup/model/event-codes.js";
import { sentence, table, WRITTEN } from "./markdown.js";

/** docs/events.md: every event of the engine, when it is emitted, and its fields. */
export function eventsPage(): string {
  return [
    "# Events",
    WRITTEN,
    "The engine prints nothing. While it works it emits events to the `emit` of its set-up (`src/setup/model/events.ts`), and each caller decides what to show. The command line turns them into the progress on standard error (`src/cli/views/progress.ts`). Events are in no file and not in the JSON document: `--transcript` holds the HTTP requests and answers, and what came of each step is in `steps[]` ([json.md](json.md)).",
    "Each event has a stable `code` and its own fields. They appear roughly in the order of this page.",
    ...Object.entries(EVENTS).map(([code, entry]) => section(code, entry)),
  ].join("\n\n");
}

function section(code: string, { when, fields }: Omit<EventEntry, "fields"> & { readonly fields: object }): string {
  const rows = Object.entries(fields).map(([name, holds]) => [`\`${name}\``, sentence(String(holds))]);
  return [
    `## \`${code}\``,
    `Emitted when ${when}.`,
    rows.length === 0 ? "It has no fields." : table(["field", "holds"], rows),
  ].join("\n\n");
}
