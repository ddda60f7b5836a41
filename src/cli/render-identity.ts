import { plainText } from "../base/text.js";
import type { TenantIdentity } from "../setup/ports.js";
import type { Template } from "../template/template.js";
import type { OktaPlace } from "./okta-place.js";
import type { Pen } from "./screen.js";

/** Prints where the run takes place and as whom, before anything is planned or written. */
export function renderIdentity(pen: Pen, identity: TenantIdentity, template: Template, place: OktaPlace): void {
  const { paint } = pen;
  const who = identity.signedInAs ?? "somebody the org does not name";
  const where = place.rehearsal === undefined ? identity.url : `${identity.url} (simulated, on this machine)`;
  const id = identity.id === undefined ? "" : `, org ${identity.id}`;
  pen.line();
  pen.line(`${paint.bold("Tenant")}    ${plainText(where + id)}`);
  pen.line(`${paint.bold("Signed in")} ${plainText(who)}`);
  pen.line(
    `${paint.bold("Guide")}     ${plainText(`${template.vendor}: ${template.guide} (template ${template.name})`)}`,
  );
  for (const notice of place.notices) pen.line(`${paint.yellow("Note")}      ${plainText(notice)}`);
  pen.line();
}
