/** Lines of at most 80 columns. */
export const TEXT = `Exit codes

  0    set up, and every expected user was found on the SCIM server; or there
       was nothing to change
  1    failed; the error says why, and how to fix it
  2    verify: something has drifted
       plan --detailed-exitcode: something would change
  3    a manual step remains: do it, then run the same command again
  4    sign-in, right or licence missing; the error says who can grant it
  5    a user is missing or wrong, no users were expected, or memberships could
       not be checked
  6    applied; some users are still on the way: add --wait, or run again later
  64   the command line, an input or the template is wrong, or nobody is there
       to answer a question (add --yes)
  130  interrupted; the same command continues

With --json, "outcome" says the same in a word. Errors and warnings have stable
codes (docs/errors.md): match on these, not on the text.

In a script:
  total-setup okta verify --scim-token-file token.txt --json > verify.json
  case $? in 0) ;; 2) echo drifted ;; *) exit 1 ;; esac

More: docs/exit-codes.md
`;
