/** A small good template, to be broken in one place at a time. */
export const ACME = `template: acme/okta
vendor: Acme
idp: okta
guide: acme.example, "SCIM"
inputs:
  baseUrl: { prompt: Base URL, type: url, example: https://scim.acme.example/v2 }
  token: { prompt: Token, type: secret }
  groups: { prompt: Groups, type: groups, default: [Staff] }
  assign: { prompt: Assign, type: groups, default: "\${groups}" }
  mode: { prompt: Mode, type: text, default: create }
steps:
  - id: app
    guide: "1.1"
    uses: okta/saml-app
    with: { label: Acme, ssoUrl: https://acme.example/sso, audience: acme, hidden: true }
  - id: scim
    guide: "1.2"
    uses: okta/scim-connection
    with:
      baseUrl: "\${baseUrl}"
      token: "\${token}"
      uniqueIdentifier: userName
      actions: [push-new-users]
  - id: push
    guide: "1.3"
    uses: okta/group-push
    with: { groups: "\${groups}", target: "\${mode}" }
    console: { sharedWith: scim }
`;
