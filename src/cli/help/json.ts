/** Lines of at most 80 columns. */
export const TEXT = `JSON output

--json prints one JSON document to standard output and nothing else there.
Progress and errors in words are on standard error. sandbox and target print
one line when they are ready.

  formatVersion      1.0; later versions may add members: ignore what you do not
                     know
  command, mode      okta or entra; dry-run, apply, plan, verify, undo ...
  outcome            how the run ended; exit codes: total-setup help exit-codes
  tenant             which tenant, and who is signed in
  steps[]            each step of the guide with its changes and warnings
  steps[].console    a manual step: its page, clicks and values
  proof              expected and found users, groups and memberships; what is
                     missing or wrong, and why
  warnings[]         code, message and fix
  errors[]           the same, with the vendor's request ID

The document contains users' names and no secrets, except for sandbox and
target, which print the tokens that they made for themselves.

With jq:
  total-setup okta plan --json | jq '.steps[] | {id, status}'
  total-setup okta verify --json | jq -r '.proof.users.wrong[].name'

Every member: docs/json.md. JSON Schema: schemas/output.schema.json
A report for a change ticket from such a document: total-setup report --help
`;
