import { z } from "zod";
import { text } from "./common.js";

const ready = z.literal(true).describe("Printed as soon as it answers");
const madeHere = "made for this process, and worth nothing when it has ended";

export const targetReady = z
  .strictObject({
    ready,
    url: text("Address of the server, with its page for people"),
    baseUrl: text("Base address of SCIM"),
    token: text(`The bearer token: ${madeHere}`),
  })
  .meta({ id: "targetReady", description: "The line of target, when it is ready" });

export const sandboxReady = z
  .strictObject({
    ready,
    url: text("Address of the simulated tenant: the org of Okta, the root of Microsoft Graph"),
    token: text(`The API token or access token: ${madeHere}`),
    console: text("Address of the simulated console, where there is something to do at one").exactOptional(),
    oauth: z
      .strictObject({
        clientId: text("Client ID of the service app, with --service-app-key").exactOptional(),
        deviceClientId: text("Client ID of the app for people who sign in by device code"),
      })
      .exactOptional()
      .describe("Okta: the apps to sign in as"),
    target: z
      .strictObject({
        baseUrl: text("Base address of SCIM"),
        token: text(`The bearer token: ${madeHere}`),
      })
      .exactOptional()
      .describe("The SCIM server that was started beside it; absent with --no-target"),
  })
  .meta({ id: "sandboxReady", description: "The line of sandbox, when it is ready" });

export type TargetReady = z.output<typeof targetReady>;
export type SandboxReady = z.output<typeof sandboxReady>;
