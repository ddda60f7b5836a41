/** Lines of at most 80 columns. */
export const TEXT = `Environment variables

A flag wins over its variable. A secret in a file (--scim-token-file, and so on)
is safer than in a variable, which your other processes can read.

Inputs of a guide
  TOTAL_SETUP_<INPUT>                 any input of the template, for example:
  TOTAL_SETUP_SCIM_BASE_URL           --scim-base-url
  TOTAL_SETUP_SCIM_TOKEN              the token in --scim-token-file
  TOTAL_SETUP_GROUPS                  --group, separated by commas

Okta (the names that Okta's own SDKs use)
  OKTA_CLIENT_ORGURL                  --org-url
  OKTA_CLIENT_TOKEN                   API token
  OKTA_CLIENT_CLIENTID                --okta-client-id
  OKTA_CLIENT_PRIVATEKEY              private key of a service app, PEM or JWK
  OKTA_CLIENT_KEYID                   --key-id
  OKTA_CLIENT_AUTHORIZATIONMODE       SSWS or PrivateKey

Microsoft Entra ID (the names that Azure's own SDKs use)
  AZURE_TENANT_ID                     --tenant
  AZURE_CLIENT_ID                     --client-id
  AZURE_CLIENT_SECRET                 for --sign-in client-secret
  AZURE_CLIENT_CERTIFICATE_PATH       for --sign-in certificate
  AZURE_CLIENT_CERTIFICATE_PASSWORD   password of that certificate
  AZURE_CLIENT_SEND_CERTIFICATE_CHAIN send its chain, too (true or 1)
  AZURE_FEDERATED_TOKEN_FILE          for --sign-in workload-identity
  ACTIONS_ID_TOKEN_REQUEST_URL        for --sign-in github-oidc: set by
  ACTIONS_ID_TOKEN_REQUEST_TOKEN      GitHub Actions
  AZURE_TOKEN_CREDENTIALS             limits what --sign-in default tries
  AZURE_AUTHORITY_HOST                sign-in service, if not that of --cloud

Network
  HTTPS_PROXY, NO_PROXY               proxy, and hosts that do not use it
  NODE_EXTRA_CA_CERTS                 file with more trusted certificates

Terminal
  NO_COLOR, FORCE_COLOR               print without colours, or always with them
  COLUMNS                             width where no terminal has one

Files
  XDG_STATE_HOME                      where the journal is kept; by default
                                      ~/.local/state
  LOCALAPPDATA                        the same on Windows

More: docs/inputs.md
`;
