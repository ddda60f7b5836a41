import { plainText } from "../../base/text.js";
import type { TenantIdentity } from "../../setup/model/ports.js";
import type { Template } from "../../template/document/template.js";
import { paragraph } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";

interface Shown {
  readonly identity: TenantIdentity;
  /** What the IdP's people call a tenant. */
  readonly tenantWord: string;
  readonly template: Pick<Template, "name" | "vendor" | "guide">;
  readonly simulated: boolean;
  readonly notices: readonly string[];
}

/** Prints where the run takes place and as whom, before anything is planned or written. */
export function renderIdentity(pen: Pen, { identity, tenantWord, template, simulated, notices }: Shown): void {
  const { paint } = pen;
  const who = identity.signedInAs ?? "somebody the tenant does not name";
  const where = !simulated ? identity.url : `${identity.url} (simulated, on this machine)`;
  const name = identity.name === undefined ? "" : `, ${identity.name}`;
  const id = identity.id === undefined ? "" : `, ${tenantWord} ${identity.id}`;
  pen.line();
  paragraph(pen, "", `${paint.bold("Tenant")}    `, plainText(where + name + id));
  paragraph(pen, "", `${paint.bold("Signed in")} `, who);
  const guide = `${template.vendor}: ${template.guide} (template ${template.name})`;
  paragraph(pen, "", `${paint.bold("Guide")}     `, guide);
  for (const notice of notices) paragraph(pen, "", `${paint.yellow("Note")}      `, notice);
  pen.line();
}
