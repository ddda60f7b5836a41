import { systemClock } from "../../base/clock.js";
import type { ExchangeSink } from "../../http/exchange.js";
import { Secret } from "../../base/secret.js";
import { plainText } from "../../base/text.js";
import { mergeExpectations } from "../../setup/model/expectation.js";
import type { TenantSession } from "../../setup/model/ports.js";
import type { Slice } from "../../setup/step/slice.js";
import { bindTemplate } from "../../template/bind.js";
import type { ResolvedInputs } from "../../template/inputs/inputs.js";
import type { SetupOptions } from "../arguments/options.js";
import { openProgress } from "../views/progress.js";
import type { Running, SetupRun, SignedIn } from "../run/setup-run.js";
import type { TenantCopy } from "../run/tenant-copy.js";

/**
 * Copies the groups that a run names, with their people, out of the live tenant. Nothing but GET is sent there, signing in aside.
 *
 * @throws SetupError as a real run that signs in and names these groups
 */
export async function copyTenant<Tenant, Options extends SetupOptions>(
  run: SetupRun<Tenant, Options>,
  { screen, interruption, record }: Running,
  inputs: ResolvedInputs,
): Promise<TenantCopy> {
  const { idp, io, options } = run;
  const { signal } = interruption;
  const groups = groupsOf(run, inputs);
  const signedIn = await idp.signIn(run);
  for (const secret of signedIn.secrets) screen.scrubber.register(secret);
  const progress = await openProgress(io, screen, options);
  try {
    const gets = counting(record);
    const session = await openReadOnly(run, signedIn, { screen, interruption, record: gets.record }, progress.emit);
    const where = plainText(session.identity.name ?? session.identity.url);
    progress.emit({ code: "step.looking", step: "from-tenant", title: `groups and people of ${where}` });
    const onRead = (people: number): void => {
      progress.emit({ code: "people.read", people });
    };
    const slice = await idp.readSlice(session.tenant, { groups, signal, onRead });
    progress.pause();
    const { reads, writes } = session.requests();
    return {
      slice,
      live: { reads, writes, signIn: reads - gets.count() },
      notices: [
        ...signedIn.notices,
        `Read from ${where}: ${read(slice)}.`,
        `The rehearsal starts without the app, whether or not your ${idp.tenantWord} has one already.`,
      ],
    };
  } finally {
    progress.close();
  }
}

async function openReadOnly<Tenant, Options extends SetupOptions>(
  { idp, io, timeoutMs }: SetupRun<Tenant, Options>,
  signedIn: SignedIn<Tenant>,
  { screen, interruption, record }: Running,
  emit: Parameters<SignedIn<Tenant>["open"]>[0]["emit"],
): Promise<TenantSession<Tenant>> {
  return signedIn.open({
    clock: io.clock ?? systemClock(),
    emit,
    record,
    signal: interruption.signal,
    access: await idp.sliceAccess(),
    timeoutMs,
    onSecret: (secret) => {
      screen.scrubber.register(secret);
    },
    readOnly: true,
  });
}

/** The groups that the template's inputs name, and those that its steps assign or push. */
function groupsOf<Tenant, Options extends SetupOptions>(
  { template, kinds }: SetupRun<Tenant, Options>,
  { values, from }: ResolvedInputs,
): string[] {
  const given = template.inputs
    .filter(({ type }) => type === "groups")
    .flatMap(({ name }) => {
      const value = values.get(name);
      return Array.isArray(value) ? (value as readonly string[]) : [];
    });
  // Of the steps only the groups are asked: no address of theirs is used.
  const connection = { baseUrl: "https://rehearsal.invalid/scim/v2", token: new Secret("none") };
  const steps = bindTemplate(template, { values, from, connection }, kinds);
  const { assignedGroups, pushedGroups } = mergeExpectations(steps.map((step) => step.expects()));
  return [...new Set([...given, ...assignedGroups, ...pushedGroups])];
}

function counting(forward: ExchangeSink | undefined): { readonly record: ExchangeSink; readonly count: () => number } {
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
  return `${number(people.length, "person", "people")} in ${number(imported.groups.length, "group", "groups")}`;
}
