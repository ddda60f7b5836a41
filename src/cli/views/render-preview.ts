import type { JsonValue } from "../../base/json.js";
import { count, plainText } from "../../base/text.js";
import { labelled, paragraph, statement } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";
import type { SentRequest, Preview } from "../run/people-report.js";
import type { PreviewJson } from "./output/rehearsal.js";

/** Prints what is sent to the SCIM server for each user, and where every value comes from. */
export function renderPreviews(pen: Pen, previews: readonly Preview[]): void {
  for (const { person, reason, requests, values } of previews) {
    statement(pen, pen.paint.bold, `Preview of ${person}`);
    if (reason !== undefined) paragraph(pen, "  ", `${pen.paint.yellow("!")} `, reason);
    for (const request of requests) renderRequest(pen, request);
    if (values.length > 0) pen.line("  Sources of the values");
    for (const { path, value, source } of values) {
      const shown = `${plainText(path)} = ${text(value)}`;
      labelled(pen, "    ", shown, pen.paint.dim(`<- ${plainText(source)}`));
    }
    pen.line();
  }
}

function renderRequest(pen: Pen, { method, path, body, otherMembers }: SentRequest): void {
  pen.line(`  ${method} ${plainText(path)}`);
  for (const line of JSON.stringify(body, undefined, 2).split("\n")) pen.line(`    ${plainText(line)}`);
  if (otherMembers !== undefined && otherMembers > 0)
    pen.line(`    (${count(otherMembers, "other member")} not shown)`);
}

function text(value: JsonValue): string {
  return plainText(JSON.stringify(value));
}

/** The `preview` of the JSON document. */
export function previewsJson(previews: readonly Preview[]): PreviewJson[] {
  return previews.map(({ person, reason, requests, values }) => ({
    person,
    ...(reason === undefined ? {} : { reason }),
    requests: requests.map((request) => ({ ...request })),
    values: values.map((value) => ({ ...value })),
  }));
}
