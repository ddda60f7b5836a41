import { z } from "zod";
import { IDP_NAMES } from "../../base/idp-name.js";
import { isLoopback } from "../../base/loopback.js";
import type { RememberedSetup } from "../run/remembered.js";

/** No value of a tenant or a template is longer. */
const line = z.string().max(10_000);
const filled = line.min(1);

/** https, or http on this machine; nothing beside the host. */
function isTenantAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password, search, hash } = new URL(text);
  const isSafe = protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
  return isSafe && `${username}${password}${search}${hash}` === "";
}

/** The shape of a set-up's file, version 1.0. Anything else in it is refused. */
export const setupSchema = z
  .strictObject({
    formatVersion: z.literal("1.0"),
    kind: z.literal("total-setup/set-up"),
    idp: z.enum(IDP_NAMES),
    tenant: z.strictObject({
      url: z.url().refine(isTenantAddress, "it is not the address of a tenant"),
      id: filled,
      name: line.exactOptional(),
      domain: filled.exactOptional(),
      cloud: filled.exactOptional(),
    }),
    template: z.strictObject({
      name: filled,
      file: filled.exactOptional(),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .exactOptional(),
    }),
    app: z.strictObject({
      id: filled,
      name: line,
      applicationId: filled.exactOptional(),
      chosen: z.boolean(),
    }),
    inputs: z.record(z.string(), z.union([line, z.array(line)])),
    signIn: filled,
    allowUnchecked: z.array(z.enum(["users", "memberships"])),
    rememberedAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .refine(({ template: { file, sha256 } }) => (file === undefined) === (sha256 === undefined), {
    path: ["template"],
    message: "a file and its SHA-256 belong together",
  })
  .transform(({ formatVersion: _version, kind: _kind, ...setup }): RememberedSetup => setup);

/** A set-up as the text of its file. */
export function textOfSetup(setup: RememberedSetup): string {
  return `${JSON.stringify({ formatVersion: "1.0", kind: "total-setup/set-up", ...setup }, undefined, 2)}\n`;
}
