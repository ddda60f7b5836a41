/** What one of Microsoft's sign-in error codes means here, and what to do. */
export interface SignInProblem {
  readonly means: string;
  readonly fix: readonly string[];
}

const CONSENT =
  "A Privileged Role Administrator or Global Administrator grants admin consent to the application under App registrations > API permissions.";
const INTERACTIVE =
  "Sign in with --sign-in browser or device-code, or with az login, where Microsoft can ask for more.";
const RIGHT_APP =
  "Check --client-id or AZURE_CLIENT_ID: it is the Application (client) ID on the Overview page of the app registration.";

/** Microsoft's sign-in error codes as far as administrators meet them here (Microsoft Entra docs, reference-error-codes). */
export const SIGN_IN_PROBLEMS: Readonly<Record<string, SignInProblem>> = {
  "16000": {
    means: "more than one account is signed in",
    fix: ["Sign out of the others, or name the tenant with --tenant."],
  },
  "50013": {
    means: "the assertion's signature or time is not accepted",
    fix: [
      "Check that the federated credential names the right issuer, that its token is a fresh one, and this machine's date and time.",
    ],
  },
  "50020": {
    means: "the account is of another tenant, and not a guest of this one",
    fix: ["Sign in with an account of the tenant, or name the account's own tenant with --tenant."],
  },
  "50027": {
    means: "the assertion is no signed token",
    fix: ["Check the file or the service that gives it: AZURE_FEDERATED_TOKEN_FILE names a file with one token."],
  },
  "50034": { means: "there is no such account in the tenant", fix: ["Check the account, and --tenant."] },
  "50053": { means: "the account is locked for a while", fix: ["Wait some minutes, and sign in again."] },
  "50057": { means: "the account is disabled", fix: ["Have the account enabled, or sign in with another."] },
  "50076": { means: "multifactor authentication is required", fix: [INTERACTIVE] },
  "50078": { means: "multifactor authentication has to be repeated", fix: [INTERACTIVE] },
  "50079": { means: "the account has to register for multifactor authentication first", fix: [INTERACTIVE] },
  "50105": {
    means: "the account is not assigned to the application that signs in",
    fix: ["Have it assigned under Enterprise applications > Users and groups, or leave --client-id out."],
  },
  "50126": { means: "the user name or the password is wrong", fix: ["Sign in again."] },
  "50133": {
    means: "the sign-in ended with a change of the password",
    fix: ["Sign in again, as with az login."],
  },
  "50173": {
    means: "the sign-in was revoked, as after a change of password",
    fix: ["Sign in again, as with az login."],
  },
  "53000": {
    means: "Conditional Access wants a compliant device",
    fix: ["Sign in on a managed device, with --sign-in browser."],
  },
  "53003": {
    means: "Conditional Access does not allow this way of signing in",
    fix: [
      "Sign in another way: device-code is often blocked where browser is not. Ask who manages Conditional Access.",
    ],
  },
  "65001": { means: "nobody has consented to the permissions that are asked for", fix: [CONSENT] },
  "65004": { means: "consent was declined", fix: [CONSENT] },
  "70011": { means: "the permissions that were asked for are not known in this cloud", fix: ["Check --cloud."] },
  "70016": { means: "the code was not entered in time", fix: ["Run the same command again, and enter the new code."] },
  "70018": { means: "the code is not known", fix: ["Run the same command again, and enter the new code."] },
  "70019": { means: "the code was not entered in time", fix: ["Run the same command again, and enter the new code."] },
  "70020": { means: "the code was not entered in time", fix: ["Run the same command again, and enter the new code."] },
  "700016": {
    means: "the application that signs in does not exist in this tenant",
    fix: [RIGHT_APP, "Check --tenant and --cloud, too: the application may be in another tenant."],
  },
  "70021": {
    means: "no federated credential of the application fits the assertion",
    fix: [
      "Make issuer, subject and audience of the federated credential exactly those of the assertion: App registrations > Certificates & secrets > Federated credentials.",
    ],
  },
  "700023": {
    means: "the assertion was made for another sign-in service",
    fix: ["Check --tenant and --cloud: the assertion names the tenant and the cloud it is for."],
  },
  "700024": {
    means: "the time of the assertion does not fit",
    fix: [
      "Check this machine's date and time.",
      "When they are right, the token in AZURE_FEDERATED_TOKEN_FILE is an old one: have it written again.",
    ],
  },
  "700027": {
    means: "the certificate is not one of the application, or has expired",
    fix: ["Upload the certificate under App registrations > Certificates & secrets, or name the right one."],
  },
  "700082": { means: "the sign-in is too old", fix: ["Sign in again, as with az login."] },
  "700211": {
    means: "no federated credential of the application has this issuer",
    fix: ["Add one under App registrations > Certificates & secrets > Federated credentials."],
  },
  "700212": {
    means: "no federated credential of the application has this audience",
    fix: ["Make the audience of the federated credential api://AzureADTokenExchange, or that of the token."],
  },
  "700213": {
    means: "no federated credential of the application has this subject",
    fix: [
      "Make the subject of the federated credential exactly the one of the job: repository, branch or environment.",
    ],
  },
  "700030": {
    means: "the certificate is not one that Microsoft accepts",
    fix: ["Make a new one, and upload it under App registrations > Certificates & secrets."],
  },
  "7000112": {
    means: "the application is disabled in this tenant",
    fix: ["Have it enabled under Enterprise applications."],
  },
  "7000215": {
    means: "the client secret is wrong: often the secret's id was copied instead of its value",
    fix: ["Make a new secret under App registrations > Certificates & secrets, and give its value."],
  },
  "7000218": {
    means: "the application is not open to people who sign in without a secret",
    fix: ["Switch on Allow public client flows under App registrations > Authentication, or leave --client-id out."],
  },
  "7000222": {
    means: "the client secret has expired",
    fix: ["Make a new secret under App registrations > Certificates & secrets, and give its value."],
  },
  "7000229": {
    means: "the application that signs in has no enterprise application in this tenant",
    fix: ["Have an administrator consent to it, or check --client-id and --tenant."],
  },
  "90002": {
    means: "there is no such tenant in this cloud",
    fix: ["Check --tenant or AZURE_TENANT_ID: the id or a domain of the tenant.", "Check --cloud."],
  },
  "90072": {
    means: "the account is of another tenant, and not a guest of this one",
    fix: ["Sign in with an account of the tenant, or name the account's own tenant with --tenant."],
  },
  "90094": { means: "an administrator has to consent", fix: [CONSENT] },
  "500011": {
    means: "Microsoft Graph of this cloud is not known in the tenant",
    fix: ["Check --cloud: the tenant may be in another one."],
  },
  "500133": { means: "the time of the assertion does not fit", fix: ["Check this machine's date and time."] },
  "530003": {
    means: "Conditional Access wants a managed device",
    fix: ["Sign in on a managed device, with --sign-in browser."],
  },
  "900023": {
    means: "the tenant's id is no id and no domain",
    fix: ["Check --tenant or AZURE_TENANT_ID: the id or a domain of the tenant."],
  },
};

/** Refusals that come without a code of Microsoft's, by their names in RFC 6749 and RFC 8628; `device_code_expired` is msal-node's. */
export const OAUTH_PROBLEMS: Readonly<Record<string, SignInProblem>> = {
  authorization_declined: {
    means: "the person who was asked did not agree",
    fix: ["Run the same command again, and agree; or sign in another way."],
  },
  access_denied: {
    means: "the person who was asked did not agree, or may not",
    fix: ["Run the same command again, and agree; or sign in another way."],
  },
  expired_token: {
    means: "the code was not entered in time",
    fix: ["Run the same command again, and enter the new code."],
  },
  device_code_expired: {
    means: "the code was not entered in time",
    fix: ["Run the same command again, and enter the new code."],
  },
};
