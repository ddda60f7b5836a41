/** Lines of at most 80 columns. */
export const TEXT = `Signing in

A dry run needs no sign-in. doctor says which rights a run needs, which of them
are missing, and who can grant them. plan and verify only ask for read rights.

Okta: total-setup okta --org-url https://acme.okta.com --sign-in <way>
  api-token          an administrator's API token: --okta-token-file FILE,
                     OKTA_CLIENT_TOKEN, or a question that does not show it
  private-key        a service app, for pipelines: --okta-client-id ID and
                     --private-key-file FILE
  device             you, in a browser on any machine: --okta-client-id ID
Without --sign-in, the way follows from what you provide.
The roles Application Administrator and Group Administrator are enough for most
guides.

Microsoft Entra ID: total-setup entra --sign-in <way>
  default            whichever of these is set up, for example after az login
  azure-cli          the account of az login
  browser            you, in a browser on this machine
  device-code        you, in a browser on any machine
  client-secret      an application: AZURE_CLIENT_ID, AZURE_CLIENT_SECRET
  certificate        an application: AZURE_CLIENT_CERTIFICATE_PATH
  workload-identity  a pod or another federated workload
  github-oidc        a GitHub Actions job without a secret
Or a token for Microsoft Graph that you have: --graph-token-file FILE.
You need the role Application Administrator or Cloud Application Administrator.

A secret is never taken from the command line: FILE is a file, or - for standard
input.

More: docs/sign-in-okta.md, docs/sign-in-entra.md
`;
