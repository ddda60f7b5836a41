import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { isLoopback } from "../../../base/loopback.js";
import { proxiesOf } from "../../../http/proxy.js";
import type { Target, TargetConnection } from "../../../setup/model/ports.js";
import type { OpenTarget } from "../../../scim-client/target.js";
import type { TargetOptions } from "../../run/idp.js";
import type { Io } from "../../terminal/io.js";
import { failedWith, ok, unknown, warning, type Check } from "../../run/check.js";
import { checkPlace } from "./network.js";
import type { Prepared } from "./prepare.js";
import type { ExaminationContext } from "./sign-in.js";

/** Addresses that only a private network can reach (RFC 1918, 6598, 3927, 4193, 4291). */
const PRIVATE = new BlockList();
for (const [net, prefix] of [
  ["10.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.168.0.0", 16],
  ["100.64.0.0", 10],
  ["169.254.0.0", 16],
] as const)
  PRIVATE.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of [
  ["fc00::", 7],
  ["fe80::", 10],
] as const)
  PRIVATE.addSubnet(net, prefix, "ipv6");

interface TargetExamination<Tenant> {
  readonly idp: { readonly product: string; openTarget(options: TargetOptions): OpenTarget };
  readonly env: Io["env"];
  readonly prepared: Prepared<Tenant>;
}

/**
 * Whether the SCIM server answers, and accepts the requests that the IdP sends when its connection is tested.
 *
 * @returns how many requests were sent to it
 */
export async function examineTarget<Tenant>(
  { idp, env, prepared: { steps, complete } }: TargetExamination<Tenant>,
  { clock, record, signal, onSecret }: ExaminationContext,
  checks: Check[],
): Promise<number> {
  const connection = steps.map(({ connects }) => connects).find((one) => one !== undefined);
  if (connection === undefined || !complete) return 0;
  const { baseUrl, token } = connection;
  if (token !== undefined) onSecret(token);
  const url = new URL(baseUrl);
  checks.push(
    ...(await checkPlace({ name: "The SCIM server", url }, { env, signal, now: () => clock.now() }))
      .filter(({ id }) => id !== "clock")
      .map((check) => ({ ...check, id: "target-reach", area: "target" as const })),
  );
  const target =
    token === undefined ? undefined : idp.openTarget({ baseUrl, token, clock, record, proxies: proxiesOf(env) });
  checks.push(...(await checkTarget(connection, target, idp.product)));
  return target?.requests().reads ?? 0;
}

async function checkTarget(
  { baseUrl, token }: TargetConnection,
  target: Target | undefined,
  idpName: string,
): Promise<Check[]> {
  const seenFromHere = unknown(
    "target-from-idp",
    "target",
    `Not checked: whether ${idpName} itself can reach the SCIM server.`,
    `If the vendor allows only certain IP addresses, ask the vendor to allow those of ${idpName}.`,
  );
  const private_ = await checkAddress(new URL(baseUrl).hostname);
  if (target === undefined || token === undefined) {
    const fix = "Give the SCIM token to send the IdP's test requests to the SCIM server.";
    return [
      unknown("target-token", "target", "Not checked: the SCIM token, because none was given.", fix),
      ...private_,
    ];
  }
  try {
    await target.check({ uniqueIdentifier: "userName", importGroups: false });
    return [
      ok("target-token", "target", "The SCIM server accepts the token and the IdP's test requests."),
      ...private_,
      seenFromHere,
    ];
  } catch (error) {
    return [failedWith("target-token", "target", error), ...private_];
  }
}

async function checkAddress(hostname: string): Promise<Check[]> {
  if (isLoopback(hostname)) return [];
  const host = hostname.replace(/^\[|\]$/g, "");
  const addresses =
    isIP(host) > 0
      ? [host]
      : await lookup(host, { all: true }).then(
          (all) => all.map((one) => one.address),
          () => [],
        );
  const inner = addresses.find((address) => PRIVATE.check(address, isIP(address) === 6 ? "ipv6" : "ipv4"));
  if (inner === undefined) return [];
  return [
    warning(
      "target-private",
      "target",
      `The SCIM server's address ${inner} is private: the IdP cannot reach it from its cloud.`,
      "Use the address that the vendor publishes. An on-premises server needs the IdP's provisioning agent, which total-setup does not set up.",
    ),
  ];
}
