import type { ProofJson } from "../views/output/proof.js";
import { CHANGES } from "../views/words/changes.js";
import { bullets, spend, type Allowance } from "./fold.js";
import { clip, html, nameOf, NOTHING, sentence, when, type Content, type Markup } from "./markup.js";

type Changes = NonNullable<ProofJson["changes"]>;

/** What became of changes of users and groups after the set-up of a dry run. */
export function laterChanges(changes: Changes | undefined, allowance: Allowance): Content {
  if (changes === undefined) return NOTHING;
  const { expected, found, wrong, notMade } = changes;
  const lost = spend(allowance, wrong, lostChange);
  const left = notMade.map(({ change, reason }) => `Not tried: ${CHANGES[change]} (${reason}).`);
  return html`${when(
    expected > 0,
    () => html`<p>Changes of users and groups after the set-up: ${found} of ${expected} arrived.</p>`,
  )}
  ${lost.shown} ${bullets(allowance, left)}`;
}

function lostChange({ change, name, reason, seen, fix, lostMemberships = [] }: Changes["wrong"][number]): Markup {
  const what = lostMemberships.length > 0 ? "Group memberships lost" : "Did not arrive";
  return html`<h3><span class="bad">${what}</span>: ${CHANGES[change]}, ${nameOf(name)}</h3>
    <p>${sentence(clip(reason))}</p>
    <p>${sentence(clip(seen))}</p>
    ${when(fix !== undefined, () => html`<p>${sentence(fix ?? "")}</p>`)}`;
}
