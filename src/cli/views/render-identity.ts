import { plainText } from "../../base/text.js";
import type { TenantIdentity } from "../../setup/model/ports.js";
import type { Template } from "../../template/document/template.js";
import type { IdpWords } from "../run/idp.js";
import { paragraph } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";

interface Shown {
  readonly identity: TenantIdentity;
  readonly idp: Pick<IdpWords, "brand" | "tenantWord">;
  readonly template: Pick<Template, "name" | "vendor" | "guide">;
  readonly simulated: boolean;
  readonly notices: readonly string[];
}

/** Prints where the run takes place and as whom, before anything is planned or written. */
export function renderIdentity(pen: Pen, { identity, idp, template, simulated, notices }: Shown): void {
  const who = identity.signedInAs === undefined ? "signed in" : `signed in as ${identity.signedInAs}`;
  const lead = `${template.vendor} on ${idp.brand}`;
  paragraph(pen, "", "", `${lead}: ${placeOf(identity, idp.tenantWord, simulated)}, ${who}`);
  paragraph(pen, "", "", `Guide: ${template.guide} (template ${template.name})`);
  for (const notice of notices) paragraph(pen, "", "Note: ", notice);
  pen.line();
}

function placeOf({ url, id, name }: TenantIdentity, tenantWord: string, simulated: boolean): string {
  if (simulated) return plainText(`simulated ${tenantWord} at ${url}`);
  const known = [name, id === undefined ? undefined : `${tenantWord} ${id}`].filter((part) => part !== undefined);
  return plainText([url.replace(/^https:\/\//, "").replace(/\/$/, ""), ...known].join(", "));
}
