import { z } from "zod";
import { text } from "./common.js";

const ready = z.literal(true).describe("Printed as soon as the server answers");
const madeHere = "made for this process, and not valid after it ends";

export const targetReady = z
  .strictObject({
    ready,
    url: text("Address of the server and its web page"),
    baseUrl: text("SCIM base URL"),
    token: text(`The bearer token: ${madeHere}`),
  })
  .meta({ id: "targetReady", description: "The line that target prints when it is ready" });

export const sandboxReady = z
  .strictObject({
    ready,
    url: text("Address of the simulated tenant: the Okta org, or the root of Microsoft Graph"),
    token: text(`The API token or access token: ${madeHere}`),
    console: text("Address of the simulated console, where there is one").exactOptional(),
    oauth: z
      .strictObject({
        clientId: text("Client ID of the service app, with --service-app-key").exactOptional(),
        deviceClientId: text("Client ID of the app for sign-in by device code"),
      })
      .exactOptional()
      .describe("Okta: the apps for sign-in"),
    target: z
      .strictObject({
        baseUrl: text("SCIM base URL"),
        token: text(`The bearer token: ${madeHere}`),
      })
      .exactOptional()
      .describe("The SCIM server started with it; absent with --no-target"),
  })
  .meta({ id: "sandboxReady", description: "The line that sandbox prints when it is ready" });

export type TargetReady = z.output<typeof targetReady>;
export type SandboxReady = z.output<typeof sandboxReady>;
