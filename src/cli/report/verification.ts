import type { ProofJson } from "../views/output/proof.js";
import { bullets, groupBy, more, names, spend, type Allowance } from "./fold.js";
import { laterChanges } from "./later-changes.js";
import { clip, html, nameOf, NOTHING, sentence, valueOf, when, type Content, type Markup } from "./markup.js";

type Wrong = ProofJson["users"]["wrong"][number];

/** One line of the table of counts. */
interface Tally {
  readonly label: string;
  readonly expected: number;
  readonly found: number;
  readonly wrong: number;
  readonly waiting: number;
  readonly unchecked: number;
  readonly all: readonly Wrong[];
}

/** What was read back from the SCIM server: a chart, the same as a table, and what is not as expected by its cause. */
export function verification(proof: ProofJson, simulated: boolean, allowance: Allowance): Markup {
  const { users, groups, memberships } = proof;
  const tallies = [
    tallyOf("Users", users),
    tallyOf("Groups", groups),
    tallyOf("Memberships", memberships, memberships.unchecked),
  ];
  return html`<section aria-labelledby="verification">
    <h2 id="verification">Verified on the ${simulated ? "simulated SCIM server" : "SCIM server"}</h2>
    ${chart(tallies)} ${table(tallies)} ${bullets(allowance, proof.unchecked)}
    ${tallies.map(({ label, all }) => causes(label, all, allowance))} ${laterChanges(proof.changes, allowance)}
  </section>`;
}

/** Users who will not be provisioned, by the reason. */
export function notProvisioned(proof: ProofJson, allowance: Allowance): Content {
  const { notExpected } = proof.users;
  if (notExpected.length === 0) return NOTHING;
  const reasons = groupBy(notExpected, ({ name, reason }) => generalized(reason, name));
  const heads = spend(allowance, reasons, (those) => {
    const { reason = "", name = "" } = those[0] ?? {};
    const said = sentence(clip(those.length === 1 ? reason : generalized(reason, name)));
    return html`<h3>${said} (${those.length})</h3>`;
  });
  const shown = heads.shown.map((head, at) => [
    head,
    names(
      allowance,
      (reasons[at] ?? []).map(({ name }) => name),
    ),
  ]);
  return html`<section aria-labelledby="not-provisioned">
    <h2 id="not-provisioned">Users who will not be provisioned: ${notExpected.length}</h2>
    ${shown}${more(heads.left, (number) => html`<p>${number} more reasons are in the JSON document.</p>`)}
  </section>`;
}

function tallyOf(
  label: string,
  { expected, found, wrong }: { readonly expected: number; readonly found: number; readonly wrong: readonly Wrong[] },
  unchecked = 0,
): Tally {
  const waiting = wrong.filter(({ state }) => state === "waiting").length;
  return { label, expected, found, wrong: wrong.length - waiting, waiting, unchecked, all: wrong };
}

const WIDTH = 400;
const ROW = 42;

/** One bar for each kind; the numbers stand beside it, so that no colour has to be told from another. */
function chart(tallies: readonly Tally[]): Markup {
  const title = tallies.map(({ label, found, expected }) => `${label}: ${amount(found, expected)}`).join("; ");
  return html`<svg viewBox="0 0 ${WIDTH} ${ROW * tallies.length}" role="img" aria-labelledby="chart-title">
    <title id="chart-title">${title}</title>
    ${tallies.map((tally, at) => bar(tally, at * ROW))}
  </svg>`;
}

function bar({ label, expected, found, wrong, waiting, unchecked }: Tally, top: number): Markup {
  const whole = Math.max(expected, found + wrong + waiting + unchecked, 1);
  let from = 0;
  const parts = (
    [
      ["found", found],
      ["wrong", wrong],
      ["waiting", waiting],
      ["open", unchecked],
    ] as const
  ).map(([kind, number]) => {
    if (number === 0) return NOTHING;
    // A few among thousands can still be seen.
    const width = Math.max((number / whole) * WIDTH, 3);
    const x = Math.min(from, WIDTH - width);
    from = x + width;
    return html`<rect class="${kind}" x="${x.toFixed(1)}" y="${top + 21}" width="${width.toFixed(1)}" height="12" />`;
  });
  return html`<text x="0" y="${top + 15}">${label}</text>
    <text x="${WIDTH}" y="${top + 15}" text-anchor="end">${amount(found, expected)}</text>
    <rect class="track" x="0" y="${top + 21}" width="${WIDTH}" height="12" />${parts}`;
}

function amount(found: number, expected: number): string {
  return `${found.toLocaleString("en-US")} of ${expected.toLocaleString("en-US")}`;
}

function table(tallies: readonly Tally[]): Markup {
  const columns = (["expected", "found", "wrong", "waiting", "unchecked"] as const).filter(
    (column, at) => at < 3 || tallies.some((tally) => tally[column] > 0),
  );
  const heads = {
    expected: "Expected",
    found: "Found",
    wrong: "Wrong",
    waiting: "On the way",
    unchecked: "Not checked",
  };
  return html`<table>
    <caption>
      Found means: present exactly once, with every value of the guide.
    </caption>
    <thead>
      <tr>
        <th scope="col">Kind</th>
        ${columns.map((column) => html`<th scope="col" class="number">${heads[column]}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${tallies.map(
        (tally) =>
          html`<tr>
            <th scope="row" class="tight">${tally.label}</th>
            ${columns.map((column) => html`<td class="number">${tally[column]}</td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const STATES: Readonly<Record<Wrong["state"], string>> = {
  missing: "missing",
  duplicate: "present more than once",
  value: "with a wrong value",
  unexpected: "not expected",
  waiting: "still on the way",
};

/** A reason without the name that it is about, so that the same cause of many is one. */
function generalized(reason: string, name: string): string {
  return name.length < 3 ? reason : reason.replaceAll(name, "…");
}

const EXAMPLES = 8;

function causes(label: string, wrong: readonly Wrong[], allowance: Allowance): Content {
  const found = groupBy(wrong, ({ state, path, reason, name }) =>
    [state, path ?? "", generalized(reason, name)].join("\n"),
  );
  const heads = spend(allowance, found, (those) => causeHead(label, those));
  const shown = heads.shown.map((head, at) => {
    const those = found[at] ?? [];
    const rest = isCompared(those) ? those.slice(EXAMPLES) : those;
    const all = rest.map(({ name }) => name);
    return [head, when(all.length > 0, () => names(allowance, all, isCompared(those) ? 0 : undefined))];
  });
  return [shown, more(heads.left, (number) => html`<p>${number} more causes are in the JSON document.</p>`)];
}

/** Whether it is known what was expected in place of a value: then both are shown. */
function isCompared([first]: readonly Wrong[]): boolean {
  return first?.state === "value" && first.expected !== undefined;
}

function causeHead(label: string, those: readonly Wrong[]): Markup {
  const [first] = those;
  if (first === undefined) return NOTHING;
  const { state, path, reason, name } = first;
  return html`<h3>
      <span class="${state === "waiting" ? "wait" : "bad"}">${label} ${STATES[state]}</span> (${those.length})
    </h3>
    <p>${sentence(clip(those.length === 1 ? reason : generalized(reason, name)))}</p>
    ${when(isCompared(those), () => examples(path ?? "value", those.slice(0, EXAMPLES)))}`;
}

function examples(path: string, those: readonly Wrong[]): Markup {
  return html`<table>
    <caption>
      ${clip(path, 120)}
    </caption>
    <thead>
      <tr>
        <th scope="col" class="field">Name</th>
        <th scope="col">Expected</th>
        <th scope="col">On the SCIM server</th>
      </tr>
    </thead>
    <tbody>
      ${those.map(
        ({ name, expected, actual }) =>
          html`<tr>
            <td>${nameOf(name)}</td>
            <td>${valueOf(expected)}</td>
            <td>${valueOf(actual)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}
