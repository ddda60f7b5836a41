import type { ChangeJson, StepJson } from "../views/output/step.js";
import { bullets, more, REST, spend, type Allowance } from "./fold.js";
import { clip, html, kindOf, nameOf, NOTHING, valueOf, when, type Content, type Markup } from "./markup.js";

const STATUSES: Readonly<Record<StepJson["status"], readonly [string, "good" | "wait" | "bad" | "soft"]>> = {
  applied: ["applied", "good"],
  unchanged: ["unchanged", "good"],
  pending: ["not applied", "wait"],
  console: ["remains", "wait"],
  unchecked: ["not checked", "soft"],
  skipped: ["skipped", "soft"],
  failed: ["failed", "bad"],
};

/** Every step with its status, then what each one changed: before and after. */
export function stepsAndChanges(steps: readonly StepJson[], planned: boolean, allowance: Allowance): Content {
  if (steps.length === 0) return NOTHING;
  const rows = spend(allowance, steps, (step) => stepRow(step, planned));
  return html`<section aria-labelledby="steps">
    <h2 id="steps">${planned ? "Plan" : "Steps and changes"}</h2>
    <table>
      <caption>
        Section numbers of the vendor's guide, in execution order.
      </caption>
      <thead>
        <tr>
          <th scope="col" class="section">Section</th>
          <th scope="col">Step</th>
          <th scope="col">Status</th>
          <th scope="col" class="number">Changes</th>
        </tr>
      </thead>
      <tbody>
        ${rows.shown}${more(
          rows.left,
          (left) =>
            html`<tr>
              <td colspan="4">and ${left} more steps; ${REST}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${steps.map((step) => details(step, planned, allowance))}
  </section>`;
}

function stepRow({ guide, title, status, changes, console }: StepJson, planned: boolean): Markup {
  const [word, tone] = planned && status === "pending" ? (["to change", "wait"] as const) : STATUSES[status];
  return html`<tr>
    <td class="section">${clip(guide, 12)}</td>
    <th scope="row">${clip(title, 160)}</th>
    <td class="tight"><span class="${tone}">${word}</span></td>
    <td class="number">${changes.length === 0 && console !== undefined ? "manual" : changes.length}</td>
  </tr>`;
}

function details(step: StepJson, planned: boolean, allowance: Allowance): Content {
  const { guide, title, changes, found, unchecked, pending, notes = [] } = step;
  const remarks = [...(changes.length === 0 ? found : []), ...unchecked, ...pending, ...notes];
  if (changes.length === 0 && remarks.length === 0) return NOTHING;
  const heading = spend(allowance, [step], () => html`<h3>${clip(guide, 12)} ${clip(title, 160)}</h3>`);
  if (heading.left > 0) return NOTHING;
  return html`${heading.shown}
  ${when(changes.length > 0, () => changeTable(changes, planned || step.status === "pending", allowance))}
  ${bullets(allowance, remarks)}`;
}

function changeTable(changes: readonly ChangeJson[], planned: boolean, allowance: Allowance): Markup {
  const { shown, left } = spend(allowance, changes, changeRows);
  return html`<table>
      <thead>
        <tr>
          <th scope="col" class="field">Field</th>
          <th scope="col">Before</th>
          <th scope="col">${planned ? "After apply" : "After"}</th>
        </tr>
      </thead>
      ${shown}
    </table>
    ${more(left, (number) => html`<p>and ${number} more changes; ${REST}</p>`)}`;
}

const SIGNS: Readonly<Record<ChangeJson["action"], string>> = {
  create: "Create",
  update: "Update",
  start: "Start",
  delete: "Delete",
};

const MOST_FIELDS = 40;

function changeRows({ action, resource, fields, note }: ChangeJson): Markup {
  const id = resource.id === undefined ? NOTHING : html` <code class="note">${clip(resource.id, 80)}</code>`;
  return html`<tbody>
    <tr>
      <th scope="rowgroup" colspan="3">
        ${SIGNS[action]} ${kindOf(resource.type)}
        ${nameOf(resource.name)}${id}${
          note === undefined ? NOTHING : html`<br /><span class="note">${clip(note, 300)}</span>`
        }
      </th>
    </tr>
    ${fields.slice(0, MOST_FIELDS).map(
      ({ path, before, after, knownAfterApply }) =>
        html`<tr>
          <th scope="row" class="field"><code>${clip(path, 160)}</code></th>
          <td>${valueOf(before)}</td>
          <td>${knownAfterApply === true ? html`<span class="soft">known after apply</span>` : valueOf(after)}</td>
        </tr>`,
    )}
    ${more(
      fields.length - MOST_FIELDS > 0 ? fields.length - MOST_FIELDS : 0,
      (left) =>
        html`<tr>
          <td colspan="3">and ${left} more fields; ${REST}</td>
        </tr>`,
    )}
  </tbody>`;
}
