import { SetupError, EXIT } from "../../base/errors.js";
import { didYouMean, plainText } from "../../base/text.js";
import type { RememberedSetup, RememberedTenant } from "../run/remembered.js";
import type { Io } from "../terminal/io.js";
import { readSetups } from "./store.js";

/** What a person calls the tenant: an Okta org by its host, an Entra tenant by the domain that was used, or by its ID. */
export function tenantLabel({ idp, tenant }: Pick<RememberedSetup, "idp" | "tenant">): string {
  return idp === "okta" ? new URL(tenant.url).host : (tenant.domain ?? tenant.id);
}

/** What is typed to confirm a tenant: an Okta org's host, an Entra tenant's name. */
export function confirmedName(setup: Pick<RememberedSetup, "idp" | "tenant">): string {
  const shown = plainText(setup.tenant.name ?? "").trim();
  return setup.idp === "okta" || shown === "" ? tenantLabel(setup) : shown;
}

/** Every ID that tells a tenant from others of its name. */
export function tenantInFull(setup: {
  readonly idp: RememberedSetup["idp"];
  readonly tenant: RememberedTenant;
}): string {
  const { id, name } = setup.tenant;
  const label = tenantLabel(setup);
  const more = [...(name === undefined || name === label ? [] : [name]), ...(id === label ? [] : [`ID ${id}`])];
  return plainText(more.length === 0 ? label : `${label} (${more.join(", ")})`);
}

/** The name of a set-up: `acme.okta.com/total/okta`, with the ID of its app where two set-ups share that. */
export function nameOfSetup(setup: RememberedSetup, all: readonly RememberedSetup[]): string {
  const short = shortName(setup);
  const shared = all.filter((one) => shortName(one) === short).length > 1;
  return plainText(shared ? `${short}/${setup.app.id}` : short);
}

/** The names of all set-ups that this machine remembers; none where they cannot be read. */
export function setupNames(io: Pick<Io, "env" | "home" | "platform">): readonly string[] {
  try {
    const all = readSetups(io);
    return all.map((setup) => nameOfSetup(setup, all));
  } catch (error) {
    if (error instanceof SetupError) return [];
    throw error;
  }
}

/**
 * The set-up of this name; its app may be a part of the name also where that is not needed.
 *
 * @throws SetupError `setup-not-found` or `setup-ambiguous` (exit 64)
 */
export function findSetup(name: string, all: readonly RememberedSetup[]): RememberedSetup {
  const wanted = name.trim().toLowerCase();
  const [hit, ...more] = all.filter((setup) =>
    [shortName(setup), `${shortName(setup)}/${setup.app.id}`].some((one) => one.toLowerCase() === wanted),
  );
  const names = all.map((setup) => nameOfSetup(setup, all));
  if (hit === undefined)
    throw new SetupError({
      code: "setup-not-found",
      exitCode: EXIT.usage,
      what: `No set-up "${plainText(name)}" is remembered on this machine`,
      fix: [didYouMean(name, names) ?? "To list the names: total-setup setups"],
    });
  if (more.length === 0) return hit;
  throw new SetupError({
    code: "setup-ambiguous",
    exitCode: EXIT.usage,
    what: `"${plainText(name)}" is the name of ${String(more.length + 1)} set-ups`,
    fix: [`Name one of: ${[hit, ...more].map((setup) => nameOfSetup(setup, all)).join(", ")}.`],
  });
}

function shortName(setup: RememberedSetup): string {
  return `${tenantLabel(setup)}/${setup.template.name}`;
}
