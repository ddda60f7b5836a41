import type { DoctorDocument } from "../views/output/doctor.js";
import { spend, type Allowance } from "./fold.js";
import { clip, html, NOTHING, type Markup } from "./markup.js";

type Check = DoctorDocument["checks"][number];

const AREAS = [
  ["machine", "This machine"],
  ["network", "Network"],
  ["inputs", "Inputs"],
  ["sign-in", "Sign-in"],
  ["rights", "Rights"],
  ["tenant", "Tenant"],
  ["target", "SCIM server"],
] as const satisfies readonly (readonly [Check["area"], string])[];

const STATUSES: Readonly<Record<Check["status"], readonly [string, string]>> = {
  ok: ["ok", "good"],
  warning: ["warning", "wait"],
  failed: ["failed", "bad"],
  unknown: ["not known", "soft"],
};

/** Everything that `doctor` looked at, by area. */
export function checks(document: DoctorDocument, allowance: Allowance): Markup {
  return html`<section aria-labelledby="checks">
    <h2 id="checks">Checks</h2>
    ${AREAS.map(([area, title]) =>
      areaTable(
        title,
        document.checks.filter((check) => check.area === area),
        allowance,
      ),
    )}
  </section>`;
}

function areaTable(title: string, those: readonly Check[], allowance: Allowance): Markup {
  if (those.length === 0) return NOTHING;
  return html`<h3>${title}</h3>
    <table>
      <thead>
        <tr>
          <th scope="col" class="state">Status</th>
          <th scope="col">Check</th>
        </tr>
      </thead>
      <tbody>
        ${spend(allowance, those, checkRow).shown}
      </tbody>
    </table>`;
}

function checkRow({ status, what, fix, code }: Check): Markup {
  const [word, tone] = STATUSES[status];
  return html`<tr>
    <td class="tight"><span class="${tone}">${word}</span></td>
    <td>
      ${clip(what, 1_200)} ${code === undefined ? NOTHING : html`<code class="soft">${clip(code, 80)}</code>`}
      ${fix === "" ? NOTHING : html`<br /><span class="note">${clip(fix, 1_200)}</span>`}
    </td>
  </tr>`;
}
