import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runSetup } from "../../src/cli/actions/run-setup.js";
import type { SetupOptions } from "../../src/cli/arguments/options.js";
import type { Idp } from "../../src/cli/run/idp.js";
import { entraIdp } from "../../src/cli/tenants/entra-idp.js";
import { oktaIdp } from "../../src/cli/tenants/okta-idp.js";
import type { TargetQuirks } from "../../src/scim-target/quirks.js";
import { loadTemplate } from "../../src/template/load.js";
import { documentIn, type SetupDocument } from "./document.js";
import { parseOptions } from "./parse-options.js";
import { testIo } from "./run-in-process.js";

/** A dry run that has ended. */
export interface RehearsedOn {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Rehearsing {
  readonly quirks?: TargetQuirks;
  /** Flags beside `--dry-run --yes`. */
  readonly words?: readonly string[];
}

/** A dry run of a template, by its name or its file, on a SCIM server with quirks. */
export function rehearseOn(template: string, options: Rehearsing = {}): Promise<RehearsedOn> {
  return template.includes("entra") ? rehearse(entraIdp, template, options) : rehearse(oktaIdp, template, options);
}

/** The same with its document. */
export async function rehearsedDocument(
  template: string,
  { quirks, words = [] }: Rehearsing = {},
): Promise<{ readonly code: number; readonly document: SetupDocument }> {
  const { code, stdout } = await rehearseOn(template, {
    ...(quirks === undefined ? {} : { quirks }),
    words: [...words, "--json"],
  });
  return { code, document: documentIn(stdout) };
}

async function rehearse<Tenant, Options extends SetupOptions>(
  idp: Idp<Tenant, Options>,
  name: string,
  { quirks, words = [] }: Rehearsing,
): Promise<RehearsedOn> {
  const path = name.endsWith(".yaml") ? name : fileURLToPath(new URL(`../../templates/${name}.yaml`, import.meta.url));
  const kinds = await idp.kinds();
  const template = loadTemplate(readFileSync(path, "utf8"), path, kinds);
  const { io, written } = testIo([], { columns: 80 });
  const code = await runSetup({
    idp,
    io,
    template,
    kinds,
    action: "apply",
    ...parseOptions(idp, template, ["--dry-run", "--yes", ...words]),
    ...(quirks === undefined ? {} : { quirks }),
  });
  return { code, ...written };
}
