/** Lines of at most 80 columns. */
export const TEXT = `Manual steps

No public Okta API turns on SCIM for an app, or sets its base URL and token. On
Okta you do this step in the Admin Console: about 1 minute. On Microsoft Entra
ID no step is manual.

When a run reaches the step, it prints the page's address and each click with
its value, waits until Okta shows the change, says what is still missing, and
continues by itself. While it waits:
  c    copies the SCIM token, if your terminal allows it
  s    saves the token to a temporary file, which is deleted when the step ends
  o    opens the page in your browser
  g    continues without waiting
  ?    lists these keys

Without a terminal, or with --no-input, the run ends with exit code 3 and the
step in the output. Do the step, then run the same command again: it repeats no
change. --wait 15m waits for the step instead.

To see the step before a run:
  total-setup okta plan --details       with the values of your org
  total-setup okta runbook              the whole guide, without the API
  total-setup okta --dry-run            a simulated administrator does it
  total-setup sandbox okta              do it in a simulated Admin Console

Okta never shows a saved base URL or token. The journal keeps a salted hash of
what was entered: with other values, the step comes back.

More: docs/set-up-okta.md
`;
