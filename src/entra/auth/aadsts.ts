/** What one of Microsoft's sign-in error codes means here, and what to do. */
export interface SignInProblem {
  readonly means: string;
  readonly fix: readonly string[];
}

const CONSENT =
  "Have a Privileged Role Administrator or Global Administrator grant admin consent to the application under App registrations > API permissions.";
const INTERACTIVE =
  "Sign in with --sign-in browser or --sign-in device-code, or run az login first: there Microsoft can ask for the second factor.";
const RIGHT_APP =
  "Check --client-id or AZURE_CLIENT_ID: use the Application (client) ID from the Overview page of the app registration.";

/** Microsoft's sign-in error codes that administrators meet here (Microsoft Entra docs, reference-error-codes). */
export const SIGN_IN_PROBLEMS: Readonly<Record<string, SignInProblem>> = {
  "16000": {
    means: "more than one account is signed in",
    fix: ["Sign out of the other accounts, or name the tenant with --tenant."],
  },
  "50013": {
    means: "the signature or the time of the assertion is not accepted",
    fix: [
      "Check the issuer of the federated credential.",
      "Check that the token is new.",
      "Check the date and time of this machine.",
    ],
  },
  "50020": {
    means: "the account belongs to another tenant and is not a guest in this one",
    fix: ["Sign in with an account of this tenant, or name the account's own tenant with --tenant."],
  },
  "50027": {
    means: "the assertion is not a signed token",
    fix: [
      "Check the file or the service that provides it: the file of AZURE_FEDERATED_TOKEN_FILE must contain one token.",
    ],
  },
  "50034": { means: "the tenant has no such account", fix: ["Check the account and --tenant."] },
  "50053": { means: "the account is temporarily locked", fix: ["Wait a few minutes, then sign in again."] },
  "50057": { means: "the account is disabled", fix: ["Have the account enabled, or sign in with another account."] },
  "50076": { means: "multifactor authentication is required", fix: [INTERACTIVE] },
  "50078": { means: "multifactor authentication must be repeated", fix: [INTERACTIVE] },
  "50079": { means: "the account must register for multifactor authentication first", fix: [INTERACTIVE] },
  "50105": {
    means: "the account is not assigned to the application that signs in",
    fix: ["Have the account assigned under Enterprise applications > Users and groups, or leave --client-id out."],
  },
  "50126": { means: "the user name or password is wrong", fix: ["Sign in again."] },
  "50133": {
    means: "the sign-in ended because the password was changed",
    fix: ["Sign in again, for example with az login."],
  },
  "50173": {
    means: "the sign-in was revoked, for example after a password change",
    fix: ["Sign in again, for example with az login."],
  },
  "53000": {
    means: "Conditional Access requires a compliant device",
    fix: ["Sign in on a managed device, with --sign-in browser."],
  },
  "53003": {
    means: "Conditional Access does not allow this way of signing in",
    fix: [
      "Sign in another way: device-code is often blocked where browser is allowed.",
      "Ask the administrator who manages Conditional Access.",
    ],
  },
  "65001": { means: "no one has consented to the requested permissions", fix: [CONSENT] },
  "65004": { means: "consent was declined", fix: [CONSENT] },
  "70011": { means: "the requested permissions do not exist in this cloud", fix: ["Check --cloud."] },
  "70016": { means: "the code was not entered in time", fix: ["Run the same command again and enter the new code."] },
  "70018": { means: "the code is not valid", fix: ["Run the same command again and enter the new code."] },
  "70019": { means: "the code was not entered in time", fix: ["Run the same command again and enter the new code."] },
  "70020": { means: "the code was not entered in time", fix: ["Run the same command again and enter the new code."] },
  "700016": {
    means: "the application that signs in does not exist in this tenant",
    fix: [RIGHT_APP, "Check --tenant and --cloud: the application may be in another tenant."],
  },
  "70021": {
    means: "no federated credential of the application matches the assertion",
    fix: [
      "Set the issuer, subject and audience of the federated credential to those of the assertion, under App registrations > Certificates & secrets > Federated credentials.",
    ],
  },
  "700023": {
    means: "the assertion is for another sign-in service",
    fix: ["Check --tenant and --cloud: they must match the tenant and the cloud in the assertion."],
  },
  "700024": {
    means: "the assertion has expired or is not valid yet",
    fix: [
      "Check the date and time of this machine.",
      "If they are right, the token in AZURE_FEDERATED_TOKEN_FILE is too old: have it written again.",
    ],
  },
  "700027": {
    means: "the certificate does not belong to the application, or has expired",
    fix: ["Upload the certificate under App registrations > Certificates & secrets, or use the right one."],
  },
  "700082": { means: "the sign-in is too old", fix: ["Sign in again, for example with az login."] },
  "700211": {
    means: "no federated credential of the application has this issuer",
    fix: ["Add the credential under App registrations > Certificates & secrets > Federated credentials."],
  },
  "700212": {
    means: "no federated credential of the application has this audience",
    fix: [
      "Set the audience of the federated credential to api://AzureADTokenExchange, or to the audience of the token.",
    ],
  },
  "700213": {
    means: "no federated credential of the application has this subject",
    fix: ["Set the subject of the federated credential to that of the job: repository, branch or environment."],
  },
  "700030": {
    means: "Microsoft does not accept this kind of certificate",
    fix: ["Create a new certificate and upload it under App registrations > Certificates & secrets."],
  },
  "7000112": {
    means: "the application is disabled in this tenant",
    fix: ["Have the application enabled under Enterprise applications."],
  },
  "7000215": {
    means: "the client secret is wrong; often the Secret ID was copied instead of the Value",
    fix: ["Create a new secret under App registrations > Certificates & secrets and use its Value."],
  },
  "7000218": {
    means: "the application does not allow sign-in without a secret",
    fix: ["Turn on Allow public client flows under App registrations > Authentication, or leave --client-id out."],
  },
  "7000222": {
    means: "the client secret has expired",
    fix: ["Create a new secret under App registrations > Certificates & secrets and use its Value."],
  },
  "7000229": {
    means: "the application that signs in has no enterprise application in this tenant",
    fix: ["Have an administrator consent to the application, or check --client-id and --tenant."],
  },
  "90002": {
    means: "this cloud has no such tenant",
    fix: ["Check --tenant or AZURE_TENANT_ID: use the ID or a domain of the tenant.", "Check --cloud."],
  },
  "90072": {
    means: "the account belongs to another tenant and is not a guest in this one",
    fix: ["Sign in with an account of this tenant, or name the account's own tenant with --tenant."],
  },
  "90094": { means: "an administrator must consent", fix: [CONSENT] },
  "500011": {
    means: "the tenant does not know Microsoft Graph of this cloud",
    fix: ["Check --cloud: the tenant may be in another cloud."],
  },
  "500133": {
    means: "the assertion has expired or is not valid yet",
    fix: ["Check the date and time of this machine."],
  },
  "530003": {
    means: "Conditional Access requires a managed device",
    fix: ["Sign in on a managed device, with --sign-in browser."],
  },
  "900023": {
    means: "the tenant is neither an ID nor a domain",
    fix: ["Check --tenant or AZURE_TENANT_ID: use the ID or a domain of the tenant."],
  },
};

/** Refusals that come without a code of Microsoft's, by their names in RFC 6749 and RFC 8628; `device_code_expired` is msal-node's. */
export const OAUTH_PROBLEMS: Readonly<Record<string, SignInProblem>> = {
  authorization_declined: {
    means: "the sign-in was declined",
    fix: ["Run the same command again and accept the sign-in, or sign in another way."],
  },
  access_denied: {
    means: "the sign-in was declined or is not allowed",
    fix: ["Run the same command again and accept the sign-in, or sign in another way."],
  },
  expired_token: {
    means: "the code was not entered in time",
    fix: ["Run the same command again and enter the new code."],
  },
  device_code_expired: {
    means: "the code was not entered in time",
    fix: ["Run the same command again and enter the new code."],
  },
};
