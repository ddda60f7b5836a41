import { count, duration } from "../../base/text.js";
import type { ConsoleJson, StepJson } from "../views/output/step.js";
import { bullets, more, REST, spend, type Allowance } from "./fold.js";
import { clip, html, linkTo, NOTHING, timeOf, valueOf, when, type Content, type Markup } from "./markup.js";

/** What a person did, or has to do, in the console, and when. */
export function manualSteps(steps: readonly StepJson[], simulated: boolean, allowance: Allowance): Content {
  const manual = steps.flatMap((step) =>
    step.console === undefined || step.console.sharedWith !== undefined ? [] : [{ step, stop: step.console }],
  );
  if (manual.length === 0) return NOTHING;
  const { shown, left } = spend(allowance, manual, ({ step, stop }) => manualStep(step, stop, steps, simulated));
  return html`<section aria-labelledby="manual">
    <h2 id="manual">Manual steps</h2>
    ${shown}${more(left, (number) => html`<p>and ${number} more; ${REST}</p>`)}
  </section>`;
}

function manualStep(step: StepJson, stop: ConsoleJson, steps: readonly StepJson[], simulated: boolean): Markup {
  const { clicks, fields, missing = [], url } = stop;
  const shared = steps.filter(({ console }) => console?.sharedWith === step.id);
  const also = shared.map(({ guide, title }) => `${guide} ${title}`).join(", ");
  const all = { bytes: 20_000 };
  return html`<h3>${clip(step.guide, 12)} ${clip(step.title, 160)}</h3>
    <p>${timesText(step, stop, simulated)}</p>
    ${also === "" ? NOTHING : html`<p>It also covers ${clip(also, 300)}.</p>`}
    <p>In the console: ${linkTo(url)}</p>
    ${when(
      missing.length > 0,
      () =>
        html`<p class="wait">Not yet visible in the tenant:</p>
          ${bullets(all, missing)}`,
    )}
    <ol>
      ${spend(all, clicks, (click) => html`<li>${clip(click, 1_200)}</li>`).shown}
    </ol>
    ${when(fields.length > 0, () => fieldTable(fields, all))}`;
}

function timesText({ status }: StepJson, { startedAt, endedAt, minutes }: ConsoleJson, simulated: boolean): Content {
  const about = `about ${count(minutes, "minute")}`;
  if (startedAt === undefined) {
    if (status === "console" || status === "pending") return `To do: ${about}.`;
    return status === "applied" ? `Done (${about}).` : `Nothing to do in this run (${about} otherwise).`;
  }
  if (endedAt === undefined) return html`Started ${timeOf(startedAt)}; the run ended before it was complete.`;
  const took = duration(Math.max(0, Date.parse(endedAt) - Date.parse(startedAt)));
  const who = simulated ? " by the simulated administrator" : "";
  if (status === "console")
    return took === duration(0)
      ? html`To do: ${about}. Checked at ${timeOf(endedAt)}.`
      : html`To do: ${about}. The run waited from ${timeOf(startedAt)} to ${timeOf(endedAt)}.`;
  return html`Done${who} from ${timeOf(startedAt)} to ${timeOf(endedAt)} (${took}; estimated: ${about}).`;
}

function fieldTable(fields: ConsoleJson["fields"], allowance: Allowance): Markup {
  return html`<table>
    <thead>
      <tr>
        <th scope="col" class="field">Field</th>
        <th scope="col">Value</th>
      </tr>
    </thead>
    <tbody>
      ${
        spend(
          allowance,
          fields,
          ({ label, value, secret }) =>
            html`<tr>
              <th scope="row" class="field">${clip(label, 160)}</th>
              <td>${secret === true ? html`<span class="soft">secret, not in this report</span>` : valueOf(value)}</td>
            </tr>`,
        ).shown
      }
    </tbody>
  </table>`;
}
