import type { RunDocument } from "../views/output/run.js";
import type { DriftJson, UndoneJson } from "../views/output/step.js";
import { more, REST, spend, type Allowance } from "./fold.js";
import { clip, html, kindOf, nameOf, NOTHING, sentence, valueOf, type Content, type Markup } from "./markup.js";

const FIXED_BY: Readonly<Record<DriftJson["mend"], string>> = {
  apply: "The next run fixes it.",
  console: "The next run asks for it in a manual step.",
  "by-hand": "A run leaves it alone; fix it in the console.",
};

/** What `verify` found to differ from the guide. */
export function drift(steps: RunDocument["steps"], allowance: Allowance): Content {
  const all = steps.flatMap(({ guide, drift: those = [] }) => those.map((one) => ({ guide, one })));
  if (all.length === 0) return NOTHING;
  const { shown, left } = spend(allowance, all, ({ guide, one }) => driftRows(guide, one));
  return html`<section aria-labelledby="drift">
    <h2 id="drift">Compared with the guide</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">State</th>
          <th scope="col">In the guide</th>
          <th scope="col">In the tenant</th>
        </tr>
      </thead>
      ${shown}
    </table>
    ${more(left, (number) => html`<p>and ${number} more; ${REST}</p>`)}
  </section>`;
}

function driftRows(guide: string, { what, state, expected, actual, mend, fix }: DriftJson): Markup {
  const unchecked = state === "unchecked";
  return html`<tbody>
    <tr>
      <th scope="rowgroup" colspan="3">
        ${clip(guide, 12)} ${clip(what)}<br />
        <span class="note">${clip(fix ?? (unchecked ? "Not compared." : FIXED_BY[mend]))}</span>
      </th>
    </tr>
    <tr>
      <td class="word"><span class="${unchecked ? "soft" : "wait"}">${state}</span></td>
      <td>${valueOf(expected)}</td>
      <td>${valueOf(actual)}</td>
    </tr>
  </tbody>`;
}

const UNDO_STATES: Readonly<Record<UndoneJson["state"], string>> = {
  undo: "to undo",
  undone: "undone",
  changed: "kept: changed since",
  kept: "kept",
  unconfirmed: "kept: not confirmed",
  declined: "kept: answered no",
  skipped: "kept: step skipped",
  unknown: "not known",
};

/** Each change of earlier runs, and what an undo did about it. */
export function undoTable(items: readonly UndoneJson[], allowance: Allowance): Markup {
  const { shown, left } = spend(
    allowance,
    items,
    ({ resource, state, what }) =>
      html`<tr>
        <th scope="row">${sentence(`${kindOf(resource.type)} `)} ${nameOf(resource.name)}</th>
        <td class="word">${UNDO_STATES[state]}</td>
        <td>${sentence(clip(what))}</td>
      </tr>`,
  );
  return html`<section aria-labelledby="undo">
    <h2 id="undo">Changes of earlier runs: ${items.length}</h2>
    <table>
      <thead>
        <tr>
          <th scope="col">Change</th>
          <th scope="col">State</th>
          <th scope="col">What happened</th>
        </tr>
      </thead>
      <tbody>
        ${shown}
      </tbody>
    </table>
    ${more(left, (number) => html`<p>and ${number} more; ${REST}</p>`)}
  </section>`;
}
