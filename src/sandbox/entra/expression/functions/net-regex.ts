import { notSimulated } from "../../../expression/evaluation.js";

/** What .NET's regular expressions have and JavaScript's lack or read otherwise: inline options, \A, \p{IsGreek}, [a-[b]] ... */
const NOT_SHARED = /\(\?(?![:=!]|<[=!]|<[a-z_]\w*>)|\\[AZzGkpPeac]|\[[^\]]*-\[|\[\^?\]/i;
/** Classes that hold letters and digits of all scripts in .NET, those of ASCII in JavaScript. */
const WIDER_IN_NET = /\\[wWdDsSbB]/;

/**
 * A pattern of .NET as one of JavaScript, which finds all matches with their places.
 *
 * @param subject - what it will search; where the two languages would differ on it, the evaluation ends as not simulated
 */
export function netPattern(pattern: string, subject: string): RegExp {
  const differs =
    NOT_SHARED.test(pattern) ||
    /[\r\n\u2028\u2029]/.test(subject) ||
    (WIDER_IN_NET.test(pattern) && /[^\x20-\x7e]/.test(subject));
  if (differs) return unlike();
  try {
    return new RegExp(pattern, "gd");
  } catch {
    return unlike();
  }
}

/** A replacement of .NET as a function for String.replace: `${name}`, `$1`, `$$`, `$&`. */
export function netReplacement(replacement: string, pattern: string): (...found: readonly unknown[]) => string {
  // Named groups are numbered after the others in .NET, and $` and the like have no counterpart here.
  const numbers = /\$\d|\$\{\d/.test(replacement) && /\(\?</.test(pattern);
  if (numbers || /\$[`'_+]/.test(replacement)) return unlike();
  return (...found) => {
    const last = found.at(-1);
    const names =
      typeof last === "object" && last !== null ? (last as Readonly<Record<string, string | undefined>>) : {};
    const groups = found.slice(
      0,
      found.findIndex((part) => typeof part === "number"),
    );
    return replacement.replace(
      /\$(?:\$|&|(\d+)|\{(\w+)\})/g,
      (token: string, digits: string | undefined, name: string | undefined) => {
        if (token === "$$") return "$";
        if (token === "$&") return String(found[0]);
        const key = digits ?? name ?? "";
        if (/^\d+$/.test(key)) return Number(key) < groups.length ? textOf(groups[Number(key)]) : token;
        return Object.hasOwn(names, key) ? textOf(names[key]) : token;
      },
    );
  };
}

function textOf(group: unknown): string {
  return typeof group === "string" ? group : "";
}

function unlike(): never {
  return notSimulated("the function Replace with a regular expression that .NET may interpret differently");
}
