import { EXIT, SetupError } from "../../base/errors.js";
import { leftOutOf, readGivenSecret } from "../../base/given-secret.js";
import { Secret } from "../../base/secret.js";
import type { OktaCredentials } from "../../okta/auth/credentials.js";
import { readClientKey } from "../../okta/auth/private-key.js";
import { SIGN_IN_WAYS, type SignInWay } from "../../okta/api/sign-in.js";
import { readSecretFile } from "../terminal/input-files.js";
import { orList } from "../arguments/nearest.js";
import { usageError } from "../arguments/usage.js";
import type { Io } from "../terminal/io.js";
import { tellOn } from "../terminal/tell.js";
import { canAsk, terminalPrompts } from "../terminal/prompts.js";

/** The options that say how to sign in to Okta. */
export interface OktaSignInOptions {
  readonly signIn?: SignInWay;
  readonly oktaTokenFile?: string;
  readonly oktaClientId?: string;
  readonly privateKeyFile?: string;
  readonly keyId?: string;
  /** False with `--no-input`. */
  readonly input: boolean;
}

interface SignInRun {
  readonly io: Io;
  readonly options: OktaSignInOptions;
  /** Called with what was removed from a given value, one sentence each. */
  readonly notice?: (sentence: string) => void;
}

/** The flags of each sign-in method. */
const FLAGS: Readonly<Record<SignInWay, readonly (keyof typeof FLAG_NAMES)[]>> = {
  "api-token": ["oktaTokenFile"],
  "private-key": ["privateKeyFile", "oktaClientId", "keyId"],
  device: ["oktaClientId"],
};
const FLAG_NAMES = {
  oktaTokenFile: "--okta-token-file",
  privateKeyFile: "--private-key-file",
  keyId: "--key-id",
  oktaClientId: "--okta-client-id",
} as const;
/** Values of OKTA_CLIENT_AUTHORIZATIONMODE, as Okta's SDKs have them. */
const MODES: Readonly<Record<string, SignInWay>> = { ssws: "api-token", privatekey: "private-key" };

/**
 * How to sign in, and with what: by the flags, then by OKTA_CLIENT_*, then by asking. Sends nothing.
 *
 * @throws SetupError (exit 64) naming what is missing, which options contradict each other, or why a key cannot be read
 */
export async function oktaCredentials({ io, options, notice }: SignInRun): Promise<OktaCredentials> {
  const asks = canAsk(io, options.input);
  switch (wayOf(io, options, asks)) {
    case "private-key":
      return serviceApp(io, options);
    case "device":
      return {
        way: "device",
        clientId: clientIdOf(io, options),
        onPrompt: tellOn(io),
      };
    case "api-token":
      return { way: "api-token", token: readApiToken(await apiToken(io, options, asks), notice) };
  }
}

/** The secrets of the credentials, which must never be printed. */
export function secretsOf(credentials: OktaCredentials): readonly Secret[] {
  if (credentials.way === "api-token") return [credentials.token];
  return credentials.way === "private-key" ? credentials.key.secrets : [];
}

function wayOf(io: Io, options: OktaSignInOptions, asks: boolean): SignInWay {
  const given = (Object.keys(FLAG_NAMES) as (keyof typeof FLAG_NAMES)[]).filter((name) => options[name] !== undefined);
  const { signIn } = options;
  if (signIn !== undefined) {
    const foreign = given.find((name) => !FLAGS[signIn].includes(name));
    if (foreign !== undefined) throw contradiction(`--sign-in ${signIn}`, FLAG_NAMES[foreign]);
    return signIn;
  }
  const token = given.includes("oktaTokenFile");
  const other = given.find((name) => name !== "oktaTokenFile");
  if (token && other !== undefined) throw contradiction("--okta-token-file", FLAG_NAMES[other]);
  if (token) return "api-token";
  if (given.includes("privateKeyFile") || given.includes("keyId")) return "private-key";
  const byEnvironment = modeOf(io);
  const hasKey = byEnvironment !== "api-token" && valueOf(io, "OKTA_CLIENT_PRIVATEKEY") !== undefined;
  if (other === undefined) {
    if (byEnvironment !== undefined) return byEnvironment;
    if (hasKey) return "private-key";
    if (valueOf(io, "OKTA_CLIENT_TOKEN") !== undefined || asks) return "api-token";
    throw missing(
      "a way to sign in to Okta: an API token, a private key or a browser",
      "Give --okta-token-file FILE (or - for standard input), or set OKTA_CLIENT_TOKEN.",
      "Or, for a service app, give --private-key-file FILE and --okta-client-id ID (OKTA_CLIENT_PRIVATEKEY, OKTA_CLIENT_CLIENTID).",
      "Or, to sign in with a browser, give --sign-in device and --okta-client-id ID.",
    );
  }
  // A client ID alone: a key makes it a service app; without one it needs a browser.
  if (hasKey) return "private-key";
  throw usageError("--okta-client-id needs a way to sign in", [
    "Add --private-key-file FILE for a service app, or --sign-in device to sign in with a browser.",
  ]);
}

function modeOf(io: Io): SignInWay | undefined {
  const mode = valueOf(io, "OKTA_CLIENT_AUTHORIZATIONMODE");
  if (mode === undefined) return undefined;
  const way = MODES[mode.toLowerCase()];
  if (way !== undefined) return way;
  throw usageError(`OKTA_CLIENT_AUTHORIZATIONMODE: "${mode}" is not valid`, [
    `Set it to SSWS or PrivateKey, or unset it and give --sign-in ${orList(SIGN_IN_WAYS)}.`,
  ]);
}

async function serviceApp(io: Io, options: OktaSignInOptions): Promise<OktaCredentials> {
  const clientId = clientIdOf(io, options);
  const fromEnv = valueOf(io, "OKTA_CLIENT_PRIVATEKEY");
  const file = options.privateKeyFile;
  if (file === undefined && fromEnv === undefined) {
    throw missing(
      "the private key of the service app",
      "Give --private-key-file FILE (or - for standard input), or set OKTA_CLIENT_PRIVATEKEY.",
    );
  }
  const place = file === undefined ? "OKTA_CLIENT_PRIVATEKEY" : `--private-key-file ${file}`;
  const text =
    file === undefined ? new Secret(fromEnv ?? "") : await readSecretFile(io, file, FLAG_NAMES.privateKeyFile);
  const keyId = options.keyId ?? valueOf(io, "OKTA_CLIENT_KEYID");
  return { way: "private-key", clientId, key: readClientKey(text, place), ...(keyId === undefined ? {} : { keyId }) };
}

function clientIdOf(io: Io, options: OktaSignInOptions): string {
  const clientId = (options.oktaClientId ?? valueOf(io, "OKTA_CLIENT_CLIENTID") ?? "").trim();
  if (clientId !== "") return clientId;
  throw missing(
    "the client ID of the app to sign in as",
    "Give --okta-client-id ID, or set OKTA_CLIENT_CLIENTID. The client ID is on the app's General tab in the Okta Admin Console.",
  );
}

interface GivenToken {
  readonly given: Secret;
  readonly from: string;
}

function readApiToken({ given, from }: GivenToken, notice: SignInRun["notice"]): Secret {
  const reading = readGivenSecret(given.reveal(), "okta-api-token");
  if ("problem" in reading) {
    throw new SetupError({
      code: "okta-token-invalid",
      exitCode: EXIT.usage,
      what: `The Okta API token from ${from} cannot be used`,
      why: reading.problem,
      fix: ["Give only the token, exactly as the Okta Admin Console showed it under Security > API > Tokens."],
    });
  }
  if (reading.leftOut.length > 0) notice?.(leftOutOf(`The Okta API token from ${from}`, reading.leftOut));
  return new Secret(reading.value);
}

async function apiToken(io: Io, options: OktaSignInOptions, asks: boolean): Promise<GivenToken> {
  const { oktaTokenFile } = options;
  const flag = FLAG_NAMES.oktaTokenFile;
  if (oktaTokenFile !== undefined) return { given: await readSecretFile(io, oktaTokenFile, flag), from: flag };
  const fromEnv = valueOf(io, "OKTA_CLIENT_TOKEN");
  if (fromEnv !== undefined) return { given: new Secret(fromEnv), from: "OKTA_CLIENT_TOKEN" };
  if (asks) {
    const question =
      "Okta API token of an Application and Group Administrator (Okta Admin Console: Security > API > Tokens; for other methods, use --sign-in)";
    return { given: await terminalPrompts(io).secret(question), from: "your answer" };
  }
  throw missing(
    "an Okta API token",
    "Give --okta-token-file FILE (or - for standard input), or set OKTA_CLIENT_TOKEN.",
    "Or use another method: --sign-in private-key or --sign-in device.",
  );
}

function valueOf(io: Io, name: string): string | undefined {
  const value = io.env[name];
  return value === undefined || value.trim() === "" ? undefined : value;
}

function missing(what: string, ...fix: readonly string[]): SetupError {
  return new SetupError({ code: "input-missing", exitCode: EXIT.usage, what: `Missing: ${what}`, fix });
}

function contradiction(one: string, other: string): SetupError {
  return usageError(
    `${one} and ${other} cannot be used together`,
    ["Keep one of the two."],
    "they belong to different sign-in methods",
  );
}
