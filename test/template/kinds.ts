import { z } from "zod";
import { Secret } from "../../src/base/secret.js";
import { defineStepKind, type StepKind } from "../../src/setup/step/step-kind.js";

/** What a step of these tests was bound to: it is kept in the tenant, so that a test can ask for it. */
export interface Bound {
  readonly uses: string;
  readonly with: unknown;
}

function kind(
  uses: string,
  schema: z.ZodType,
  footholds: Pick<StepKind<Bound[]>, "provides" | "needs"> = { needs: ["app"] },
): StepKind<Bound[]> {
  return defineStepKind({
    uses,
    title: `Title of ${uses}`,
    schema,
    ...footholds,
    create: (input: unknown) => ({
      look: ({ tenant }: { tenant: Bound[] }) => {
        tenant.push({ uses, with: input });
        return Promise.resolve({ changes: [] });
      },
      apply: () => Promise.resolve({}),
      expects: () => ({}),
    }),
  });
}

const groups = z.array(z.string().min(1)).min(1);

/** Kinds of the shapes that templates/total/okta.yaml needs, without behaviour. */
export const kinds: readonly StepKind<Bound[]>[] = [
  kind(
    "okta/saml-app",
    z.strictObject({
      label: z.string().max(100),
      ssoUrl: z.url(),
      audience: z.string(),
      hidden: z.boolean().default(false),
    }),
    { provides: ["app"] },
  ),
  kind(
    "okta/scim-connection",
    z.strictObject({
      baseUrl: z.url(),
      token: z.instanceof(Secret).optional(),
      uniqueIdentifier: z.enum(["userName", "email"]),
      actions: z.array(z.enum(["push-new-users", "push-profile-updates", "push-groups"])),
    }),
    { provides: ["connection"], needs: ["app"] },
  ),
  kind(
    "okta/provisioning-actions",
    z.strictObject({ create: z.boolean(), update: z.boolean(), deactivate: z.boolean() }),
  ),
  kind("okta/group-assignments", z.strictObject({ groups })),
  kind("okta/group-push", z.strictObject({ groups, target: z.enum(["create", "link"]) })),
  kind("okta/system-log", z.strictObject({})),
];

/** What the steps of a template were bound to, in order. */
export async function boundTo(steps: readonly { look(context: never): Promise<unknown> }[]): Promise<readonly Bound[]> {
  const tenant: Bound[] = [];
  for (const step of steps) await step.look({ tenant } as never);
  return tenant;
}
