const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
/** The kinds of ids by their first letters, as recorded: `00u` a user, `0oa` an app, `gPm` a group push mapping, `prm` a profile mapping. */
export type IdKind = "00u" | "00g" | "0oa" | "gPm" | "prm" | "oae" | "0oc" | "00o";

/** Makes ids that look like Okta's (20 characters) and never repeat. */
export function createIds(random: () => number): (kind: IdKind) => string {
  const org = text(Math.floor(random() * 62 ** 7), 7);
  let made = 0;
  return (kind) => {
    made += 1;
    // The counter is spread over the range so that neighbours do not look alike; 62^5 and the factor share no divisor.
    return `${kind}${org}${text((made * 387_420_489) % 62 ** 5, 5)}5d7xy`;
  };
}

function text(number: number, length: number): string {
  let rest = number;
  let result = "";
  for (let index = 0; index < length; index += 1) {
    result = (LETTERS[rest % 62] ?? "") + result;
    rest = Math.floor(rest / 62);
  }
  return result;
}
