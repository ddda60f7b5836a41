import type { CleanUpJson, PredictionJson, PreviewJson } from "../views/output/rehearsal.js";
import { groupBy, more, names, REST, spend, type Allowance } from "./fold.js";
import { clip, html, linkTo, nameOf, NOTHING, valueOf, type Content, type Markup } from "./markup.js";

/** What a dry run says about each user, by what it says. */
export function predictions(all: readonly PredictionJson[], allowance: Allowance): Content {
  if (all.length === 0) return NOTHING;
  const groups = groupBy(all, (one) => [String(one.arrives), ...sentencesOf(one)].join("\n"));
  const heads = spend(allowance, groups, (those) => {
    const [first] = those;
    if (first === undefined) return NOTHING;
    const word = first.arrives ? "Provisioned" : "Not provisioned";
    const sentences = sentencesOf(first);
    return html`<h3>${word} (${those.length})</h3>
      ${sentences.map((sentence) => html`<p>${clip(sentence)}</p>`)}`;
  });
  const shown = heads.shown.map((head, at) => [
    head,
    names(
      allowance,
      (groups[at] ?? []).map(({ name }) => name),
    ),
  ]);
  return html`<section aria-labelledby="predictions">
    <h2 id="predictions">Predicted for each user</h2>
    ${shown}${more(heads.left, (number) => html`<p>and ${number} more kinds; ${REST}</p>`)}
  </section>`;
}

function sentencesOf({ reason, doubts = [], name }: PredictionJson): string[] {
  const all = [...(reason === undefined ? [] : [reason]), ...doubts];
  return name.length < 3 ? all : all.map((sentence) => sentence.replaceAll(name, "…"));
}

/** What the SCIM server gets about single users, and where each value comes from. */
export function previews(all: readonly PreviewJson[], allowance: Allowance): Content {
  if (all.length === 0) return NOTHING;
  const { shown, left } = spend(allowance, all, preview);
  return html`<section aria-labelledby="previews">
    <h2 id="previews">Preview</h2>
    ${shown}${more(left, (number) => html`<p>and ${number} more; ${REST}</p>`)}
  </section>`;
}

function preview({ person, reason, requests, values }: PreviewJson): Markup {
  const sent = requests.map(({ method, path }) => `${method} ${path}`).join(", ");
  return html`<h3>${nameOf(person)}</h3>
    ${reason === undefined ? NOTHING : html`<p>${clip(reason)}</p>`}
    ${sent === "" ? NOTHING : html`<p>Requests: ${clip(sent)}</p>`}
    ${values.length === 0 ? NOTHING : valueTable(values)}`;
}

function valueTable(values: PreviewJson["values"]): Markup {
  return html`<table>
    <thead>
      <tr>
        <th scope="col" class="field">SCIM attribute</th>
        <th scope="col">Value</th>
        <th scope="col">Source</th>
      </tr>
    </thead>
    <tbody>
      ${values.map(
        ({ path, value, source }) =>
          html`<tr>
            <th scope="row" class="field"><code>${clip(path, 160)}</code></th>
            <td>${valueOf(value)}</td>
            <td>${clip(source)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

/** What became of what a dry run created at your own SCIM server. */
export function cleanUp({ target, removed, left }: CleanUpJson, allowance: Allowance): Markup {
  const kept = groupBy(left, ({ reason }) => reason);
  const heads = spend(
    allowance,
    kept,
    (those) =>
      html`<h3><span class="wait">Not removed</span> (${those.length})</h3>
        <p>${clip(those[0]?.reason ?? "")}</p>`,
  );
  const shown = heads.shown.map((head, at) => [
    head,
    names(
      allowance,
      (kept[at] ?? []).map(({ name }) => name),
    ),
  ]);
  return html`<section aria-labelledby="clean-up">
    <h2 id="clean-up">Cleaned up</h2>
    <p>${removed.length} users and groups were removed from ${linkTo(target)} again.</p>
    ${shown}
  </section>`;
}
