import { duration } from "../../base/text.js";
import type { DoctorDocument } from "../views/output/doctor.js";
import type { RunDocument } from "../views/output/run.js";
import type { Headline } from "./headline.js";
import { clip, html, linkTo, NOTHING, timeOf, type Content, type Markup } from "./markup.js";

const MODES: Readonly<Record<RunDocument["mode"] | "doctor", string>> = {
  "dry-run": "Dry run on a simulated tenant",
  apply: "Set-up",
  plan: "Plan",
  verify: "Verification",
  undo: "Undo",
  "rotate-token": "Token rotation",
  doctor: "Doctor: checks before a run",
};

const IDPS = { okta: "Okta", entra: "Microsoft Entra ID" } as const;

/** What the vendor says its guide takes in the console, in minutes, by the template's name (docs.truu.ai, overviews of Okta and Entra ID). */
const GUIDE_MINUTES: Readonly<Record<string, readonly [number, number]>> = {
  "total/okta": [30, 45],
  "total/entra": [30, 45],
};

/** What the report is of, for its title. */
export function titleOf({ command, template, vendor, tenant }: RunDocument | DoctorDocument): string {
  return `${clip(vendor ?? template, 60)} on ${IDPS[command]}${tenant === null ? "" : `: ${placeOf(tenant)}`}`;
}

function placeOf(tenant: SomeTenant): string {
  if (tenant.sandbox === true) return "simulated tenant";
  return clip(tenant.name ?? hostOf(tenant.url), 80);
}

type SomeTenant = NonNullable<DoctorDocument["tenant"]> & { readonly sandbox?: boolean };

/** What was done, in a word or two. */
export function kindOf({ mode }: RunDocument | DoctorDocument): string {
  return MODES[mode];
}

/** How it ended, in a box. */
export function outcomeBox({ tone, text, next }: Headline): Markup {
  return html`<div class="outcome ${tone}">
    <p>${text}</p>
    ${next === undefined ? NOTHING : html`<p>${next}</p>`}
  </div>`;
}

/** Tenant, who ran it, guide and times. */
export function overview(document: RunDocument | DoctorDocument): Markup {
  const { tenant, template, vendor, guide, startedAt, version } = document;
  const rows: readonly (readonly [string, Content | undefined])[] = [
    ["Tenant", tenant === null ? "not known: the sign-in failed" : tenantText(tenant)],
    ["Tenant ID", tenant?.id],
    ["Signed in as", tenant?.signedInAs],
    ["Template", template],
    [
      "Guide",
      guide === undefined
        ? undefined
        : [vendor, guide]
            .flatMap((one) => one ?? [])
            .map((one) => clip(one, 200))
            .join(", "),
    ],
    ["Started", startedAt === undefined ? undefined : timeOf(startedAt)],
    ["Duration", durationText(document)],
    ["Plan file", "savedPlan" in document ? planText(document.savedPlan) : undefined],
    ["total-setup", version === undefined ? undefined : `version ${version}`],
  ];
  const shown = rows.flatMap(([term, value]) =>
    value === undefined
      ? []
      : [
          html`<dt>${term}</dt>
            <dd>${typeof value === "string" ? clip(value, 200) : value}</dd>`,
        ],
  );
  return html`<dl>${shown}</dl>`;
}

function planText({ file, digest }: NonNullable<RunDocument["savedPlan"]>): Markup {
  return html`${clip(file, 200)}<br /><code>${clip(digest, 100)}</code>`;
}

function tenantText(tenant: SomeTenant): Markup {
  const name = tenant.name === undefined ? NOTHING : html`<bdi>${clip(tenant.name, 120)}</bdi>, `;
  if (tenant.sandbox === true) return html`${name}simulated on this machine (${clip(tenant.url, 120)})`;
  return html`${name}${linkTo(tenant.url)}`;
}

/** How long it took, beside what the vendor says of its guide. */
function durationText(document: RunDocument | DoctorDocument): string {
  const own = document.durationMs < 1_000 ? "under 1 s" : duration(document.durationMs);
  if (document.mode === "doctor") return own;
  const simulated = document.mode === "dry-run" && document.simulatedMs > 0;
  const took = simulated ? `${own} on this machine, about ${duration(document.simulatedMs)} on a real tenant` : own;
  const whole = ["apply", "dry-run"].includes(document.mode) && document.outcome === "applied";
  const minutes = whole ? GUIDE_MINUTES[document.template] : undefined;
  return minutes === undefined ? took : `${took}; the guide takes ${minutes.join(" to ")} minutes in the console`;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
