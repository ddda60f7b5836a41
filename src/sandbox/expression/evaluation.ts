/** What came of an expression. */
export type Settled<Value> =
  | { readonly kind: "value"; readonly value: Value }
  /** @param what - a noun phrase: `the function Now` */
  | { readonly kind: "not-simulated"; readonly what: string }
  | { readonly kind: "invalid"; readonly reason: string };

/** Thrown inside an evaluation that cannot continue; {@link settle} turns it into its answer. */
class Unanswered extends Error {
  override readonly name = "Unanswered";

  constructor(
    readonly kind: "not-simulated" | "invalid",
    /** A noun phrase for `not-simulated`, a clause for `invalid`. */
    what: string,
  ) {
    super(what);
  }
}

/** Ends the evaluation: the vendor's reference does not say what comes out here, so nothing is guessed. */
export function notSimulated(what: string): never {
  throw new Unanswered("not-simulated", what);
}

/** Ends the evaluation: this is no expression that the vendor's service would take. */
export function invalid(reason: string): never {
  throw new Unanswered("invalid", reason);
}

/** Evaluates, and says what came of it. */
export function settle<Value>(evaluate: () => Value): Settled<Value> {
  try {
    return { kind: "value", value: evaluate() };
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    return error.kind === "invalid"
      ? { kind: "invalid", reason: error.message }
      : { kind: "not-simulated", what: error.message };
  }
}

/** The same few dozen expressions are evaluated for every user. */
const MOST_REMEMBERED = 1_000;

/** Parses each text once. */
export function remembering<Parsed>(parse: (text: string) => Parsed): (text: string) => Parsed {
  const known = new Map<string, Parsed>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const parsed = parse(text);
    known.set(text, parsed);
    return parsed;
  };
}
