import type { ErrorReport } from "../views/output/common.js";
import type { RunDocument } from "../views/output/run.js";
import { bullets, groupBy, more, REST, spend, type Allowance } from "./fold.js";
import { clip, html, NOTHING, type Content, type Markup } from "./markup.js";

const LONGEST = 1_200;

/** What ended the run early, or kept the SCIM server from being read. */
export function errors(reports: readonly ErrorReport[], allowance: Allowance): Content {
  if (reports.length === 0) return NOTHING;
  const { shown } = spend(
    allowance,
    reports,
    ({ code, message, fix, requestId }) =>
      html`<div class="card">
        <p class="bad">${clip(message, LONGEST)} <code>${clip(code, 80)}</code></p>
        <p>${clip(fix, LONGEST)}</p>
        ${requestId === undefined ? NOTHING : html`<p>Request ID for the vendor's support: <code>${clip(requestId, 120)}</code></p>`}
      </div>`,
  );
  return html`<section aria-labelledby="errors">
    <h2 id="errors">Errors</h2>
    ${shown}
  </section>`;
}

/** All warnings, each once, those with the same fix together. */
export function warnings({ steps, warnings: ofAll }: RunDocument, allowance: Allowance): Content {
  const all = [
    ...ofAll.map((warning) => ({ ...warning, guide: undefined })),
    ...steps.flatMap((step) => step.warnings.map((warning) => ({ ...warning, guide: step.guide }))),
  ];
  if (all.length === 0) return NOTHING;
  const messages = new Set(all.map(({ message }) => message));
  const groups = groupBy(all, ({ code, fix }) => `${code}\n${fix}`);
  const { shown, left } = spend(allowance, groups, (those) => warningCard(those, allowance));
  return html`<section aria-labelledby="warnings">
    <h2 id="warnings">Warnings: ${messages.size}</h2>
    ${shown}${more(left, (number) => html`<p>and ${number} more kinds; ${REST}</p>`)}
  </section>`;
}

type Told = RunDocument["warnings"][number] & { readonly guide: string | undefined };

const FIRST_MESSAGES = 5;
/** The largest part of an allowance that one kind of warning takes. */
const SHARE = 20_000;

function warningCard(those: readonly Told[], allowance: Allowance): Markup {
  const [first] = those;
  if (first === undefined) return NOTHING;
  const sections = [...new Set(those.flatMap(({ guide }) => guide ?? []))].join(", ");
  const messages = [...new Set(those.map(({ message }) => message))];
  const rest = messages.slice(FIRST_MESSAGES);
  return html`<div class="card${rest.length > 0 ? " long" : ""}">
    ${messages.slice(0, FIRST_MESSAGES).map((message) => html`<p>${clip(message, LONGEST)}</p>`)}
    ${
      rest.length === 0
        ? NOTHING
        : html`<details>
            <summary>${rest.length} more</summary>
            ${bullets({ bytes: Math.min(SHARE, allowance.bytes / 2) }, rest)}
          </details>`
    }
    <p>${clip(first.fix, LONGEST)}</p>
    <p class="soft">
      ${sections === "" ? NOTHING : html`Section ${clip(sections, 60)}, `}<code>${clip(first.code, 80)}</code>
    </p>
  </div>`;
}

/** What a dry run could not do as the tenant does. */
export function notSimulated(sentences: readonly string[], allowance: Allowance): Content {
  if (sentences.length === 0) return NOTHING;
  return html`<section aria-labelledby="not-simulated">
    <h2 id="not-simulated">Not simulated</h2>
    ${bullets(allowance, sentences)}
  </section>`;
}

/** Requests to the tenant and to the SCIM server, as a table. */
export function requests(document: Pick<RunDocument, "requests">): Markup {
  const { tenant, target, scim, live } = document.requests;
  const sent = Object.values(scim).reduce((sum, number) => sum + number, 0);
  const methods = Object.entries(scim).flatMap(([method, number]) =>
    number === 0 ? [] : [`${String(number)} ${method}`],
  );
  const rows: readonly (readonly [string, number, number])[] = [
    ["To the tenant", tenant.reads, tenant.writes],
    ["To the SCIM server, for verification", target.reads, target.writes],
    ...(live === undefined ? [] : [["To the live tenant that was copied", live.reads, live.writes] as const]),
  ];
  return html`<section aria-labelledby="requests">
    <h2 id="requests">Requests</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Requests</th>
          <th scope="col" class="number">Reads</th>
          <th scope="col" class="number">Writes</th>
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([label, reads, writes]) =>
            html`<tr>
              <th scope="row">${label}</th>
              <td class="number">${reads}</td>
              <td class="number">${writes}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${sent === 0 ? NOTHING : html`<p>The simulated tenant sent ${sent} SCIM requests: ${methods.join(", ")}.</p>`}
  </section>`;
}
