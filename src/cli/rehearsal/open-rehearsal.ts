import type { ExchangeSink } from "../../http/exchange.js";
import type { Fault } from "../../sandbox/http/faults.js";
import type { Directory } from "../../sandbox/people/person.js";
import type { StepKind } from "../../setup/step/step-kind.js";
import type { Connection, TargetAddress } from "../../template/connection.js";
import type { Template } from "../../template/document/template.js";
import type { ResolvedInputs } from "../../template/inputs/inputs.js";
import type { DirectoryOptions, OtherTargetOptions } from "../arguments/dry-run-options.js";
import { faultsOf, lastingFaultsIn, requestFaultsIn, type FaultSpec } from "../arguments/fault-option.js";
import { gatherInputs, type GivenInputs } from "../inputs/inputs.js";
import { requireTargetAddress } from "../inputs/target-address.js";
import type { Watched } from "../run/people-report.js";
import type { Rehearsal, RehearsalOptions } from "../run/rehearsal.js";
import type { Venue } from "../run/venue.js";
import {
  chooseDirectory,
  chosenGroups,
  inTemplateGroups,
  placeInGroups,
  requireGroupsInFile,
  type ChosenDirectory,
  type PlacedDirectory,
} from "./directory.js";
import type { TenantCopy } from "./from-tenant.js";
import { exampleNotices, outsideNotices } from "./group-notices.js";
import { watchWrites } from "./changes/watch-writes.js";
import { readOtherTarget } from "./other-target/other-target.js";
import { collectPayloads } from "./payloads.js";
import { findPreviewed } from "./preview.js";

/** The options of a dry run. */
interface RehearsalChoices extends DirectoryOptions, OtherTargetOptions {
  readonly fault: readonly FaultSpec[];
  readonly fromTenant: boolean;
  /** Sign-in names of the users whose requests are shown. */
  readonly preview: readonly string[];
  /** Changes users and groups after the set-up; undefined where the user leaves that to the dry run. */
  readonly changes?: boolean;
  /** Creates groups that do not exist, where the IdP has this option. */
  readonly createGroups?: boolean;
}

interface OpenRehearsalOptions<Tenant> {
  readonly given: GivenInputs;
  readonly kinds: readonly StepKind<Tenant>[];
  readonly choices: RehearsalChoices;
  readonly record: ExchangeSink | undefined;
  readonly idp: {
    readonly tenantWord: string;
    readonly faults: Readonly<Record<string, Fault>>;
    /** Why the IdP would refuse a SCIM base URL. */
    readonly problemOf: (url: string) => string | undefined;
    readonly rehearse: (stage: RehearsalOptions) => Promise<Rehearsal<Tenant>>;
  };
  /** Reads the users of a live tenant. */
  readonly copy: (inputs: ResolvedInputs) => Promise<TenantCopy>;
}

/**
 * Gathers inputs, and starts a simulated tenant with a SCIM server.
 *
 * @throws SetupError (exit 64) naming what is wrong
 */
export async function openRehearsal<Tenant>(options: OpenRehearsalOptions<Tenant>): Promise<Venue<Tenant>> {
  const { given, kinds, choices, record, idp, copy } = options;
  const { io, template } = given;
  const chosen = choices.fromTenant ? undefined : await chooseDirectory(choices, io);
  const other = await readOtherTarget(io, choices, idp.problemOf);
  const inputs = await gatherInputs(
    chosen?.source === "generated" ? { ...given, template: choosingAll(template, chosen.directory.groups) } : given,
    { secretsOptional: true, dryRun: true, exampleFirst: chosen !== undefined && chosen.source !== "file" },
  );
  const address = requireTargetAddress({ template, kinds }, inputs, idp.problemOf);
  const { values, from } = inputs;
  const people: PlacedDirectory & Partial<TenantCopy> =
    chosen === undefined ? await copy(inputs) : choosePeople(chosen, { template, values, choices });
  const watched = watchPeople(people.directory, choices);

  // What is on the user's own SCIM server is changed only where they want it.
  const changes = (choices.changes ?? other === undefined) ? watchWrites() : undefined;

  const seen = other?.record(record) ?? record;
  const faulty = requestFaultsIn(choices.fault);
  const noted = watched?.payloads.watch(seen) ?? seen;
  const rehearsal = await idp.rehearse({
    directory: people.directory,
    record: changes?.watch(noted) ?? noted,
    other,
    faults: faulty.length === 0 ? undefined : faultsOf(faulty, idp.faults),
    lasting: lastingFaultsIn(choices.fault),
  });
  const pushesAt = other === undefined ? [] : [`The simulated ${idp.tenantWord} pushes to ${other.baseUrl}.`];
  const told = chosen === undefined ? [...inputs.notices, ...people.notices] : [...people.notices, ...inputs.notices];
  return {
    signedIn: rehearsal,
    inputs: { values, from, connection: connectTo(rehearsal.target, address, other === undefined) },
    notices: [...told, ...exampleNotices(template, inputs), ...rehearsal.notices, ...pushesAt],
    rehearsal,
    other,
    live: people.live,
    watched,
    changes,
  };
}

interface Choosing {
  readonly template: Template;
  readonly values: ResolvedInputs["values"];
  readonly choices: RehearsalChoices;
}

/** The built-in users are in the groups of the template; others are in their own. */
function choosePeople(chosen: ChosenDirectory, { template, values, choices }: Choosing): PlacedDirectory {
  const groups = chosenGroups(template, values);
  const { directory, notices } = placeInGroups(chosen, groups);
  if (chosen.source === "file" && choices.createGroups !== true)
    requireGroupsInFile(template, values, directory, choices.people ?? "");
  if (chosen.source === "default") return { directory: inTemplateGroups(directory, template), notices };
  const outside = chosen.source === "file" ? outsideNotices(directory, groups) : [];
  return { directory, notices: [...notices, ...outside] };
}

/** Bodies are kept only for reports on single users. */
function watchPeople(
  directory: Directory,
  { fromTenant, preview }: Pick<RehearsalChoices, "fromTenant" | "preview">,
): Watched | undefined {
  if (!fromTenant && preview.length === 0) return undefined;
  const people = findPreviewed(preview, directory);
  return { people, payloads: collectPayloads({ keepGroups: people.length > 0 }) };
}

/** The template with all groups of a generated directory as the default choice. */
function choosingAll(template: Template, groups: readonly string[]): Template {
  const inputs = template.inputs.map((input) =>
    input.type === "groups" && Array.isArray(input.default) ? { ...input, example: [...groups] } : input,
  );
  return { ...template, inputs };
}

/** A dry run uses another SCIM server than the vendor's. Only the query of the given address is used, and only on the built-in one. */
function connectTo(target: Connection, address: TargetAddress | undefined, own: boolean): Connection {
  const query = own && address !== undefined && URL.canParse(address.baseUrl) ? new URL(address.baseUrl).search : "";
  return { baseUrl: `${target.baseUrl}${query}`, token: target.token };
}
