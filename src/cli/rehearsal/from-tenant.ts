import { Secret } from "../../base/secret.js";
import { plainText } from "../../base/text.js";
import type { ExchangeSink } from "../../http/exchange.js";
import { mergeExpectations } from "../../setup/model/expectation.js";
import type { Slice } from "../../setup/step/slice.js";
import type { StepKind } from "../../setup/step/step-kind.js";
import { bindTemplate } from "../../template/bind.js";
import type { Template } from "../../template/document/template.js";
import type { ResolvedInputs } from "../../template/inputs/inputs.js";
import type { SliceReader } from "../run/idp.js";
import type { LiveRequests } from "../run/request-counts.js";
import type { RequestContext, SignedIn } from "../run/signed-in.js";
import type { ProgressView } from "../views/progress.js";
import { chosenGroups, type PlacedDirectory } from "./directory.js";

/** The copy of a live tenant for a dry run, and the requests that read it. */
export interface TenantCopy extends PlacedDirectory {
  readonly live: LiveRequests;
}

interface CopyOptions<Tenant> extends RequestContext {
  readonly idp: SliceReader<Tenant> & { readonly tenantWord: string };
  /** Names of the groups that are read. */
  readonly groups: readonly string[];
  readonly signIn: () => Promise<SignedIn<Tenant>>;
  readonly startProgress: () => Promise<ProgressView>;
  /** Called with everything that must not be printed. */
  readonly onSecret: (secret: Secret) => void;
  /** Milliseconds for one request and its answer; the IdP's own when undefined. */
  readonly timeoutMs: number | undefined;
}

/**
 * Copies groups and their users from the live tenant. Apart from sign-in, only GET requests are sent there.
 *
 * @throws SetupError like a real run that signs in and names these groups
 */
export async function copyTenant<Tenant>(options: CopyOptions<Tenant>): Promise<TenantCopy> {
  const { idp, groups, signIn, startProgress, onSecret, clock, signal, timeoutMs } = options;
  const signedIn = await signIn();
  signedIn.secrets.forEach(onSecret);
  const progress = await startProgress();
  try {
    const gets = countGets(options.record);
    const session = await signedIn.open({
      clock,
      emit: progress.emit,
      record: gets.record,
      signal,
      access: await idp.sliceAccess(),
      timeoutMs,
      onSecret,
      readOnly: true,
    });
    const where = plainText(session.identity.name ?? session.identity.url);
    progress.emit({ code: "step.looking", step: "from-tenant", title: `groups and users of ${where}` });
    const onRead = (people: number): void => {
      progress.emit({ code: "people.read", people });
    };
    const slice = await idp.readSlice(session.tenant, { groups, signal, onRead });
    progress.pause();
    const { reads, writes } = session.requests();
    return {
      directory: slice,
      live: { reads, writes, signIn: reads - gets.count() },
      notices: [
        ...signedIn.notices,
        `Copied from ${where}: ${read(slice)}.`,
        `The dry run starts without the app, even if your ${idp.tenantWord} already has one.`,
      ],
    };
  } finally {
    progress.close();
  }
}

interface Guide<Tenant> {
  readonly template: Template;
  readonly kinds: readonly StepKind<Tenant>[];
}

/** The groups that the template's inputs name, and those that its steps assign or push. */
export function groupsOfRun<Tenant>({ template, kinds }: Guide<Tenant>, { values, from }: ResolvedInputs): string[] {
  // Only the groups of the steps are read: their addresses are not used.
  const connection = { baseUrl: "https://rehearsal.invalid/scim/v2", token: new Secret("none") };
  const steps = bindTemplate(template, { values, from, connection }, kinds);
  const { assignedGroups, pushedGroups } = mergeExpectations(steps.map((step) => step.expects()));
  return [...new Set([...chosenGroups(template, values), ...assignedGroups, ...pushedGroups])];
}

function countGets(forward: ExchangeSink | undefined): { readonly record: ExchangeSink; readonly count: () => number } {
  let gets = 0;
  return {
    record: (exchange) => {
      if (exchange.to === "tenant" && exchange.method === "GET") gets += 1;
      forward?.(exchange);
    },
    count: () => gets,
  };
}

function read({ people, imported }: Slice): string {
  const number = (many: number, one: string, more: string): string =>
    `${many.toLocaleString("en-US")} ${many === 1 ? one : more}`;
  return `${number(people.length, "user", "users")} in ${number(imported.groups.length, "group", "groups")}`;
}
