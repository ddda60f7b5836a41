/** How the service behaves where Microsoft's own pages disagree or say nothing. */
export interface Variants {
  /** `microsoft`: the schemas of a new group name Microsoft's own, too. See createGroup in src/dialect/entra/groups.ts. */
  readonly groupSchema: "core" | "microsoft";
  /**
   * `cut`: the sign-in name of a guest is read without its `#EXT#` and what follows. azure-docs issue 80332 says that this
   * happens in some flows, and Microsoft Learn, known-issues, that targets get the whole name.
   */
  readonly guestNames: "whole" | "cut";
  /**
   * `clears`: a mapping with Switch comes to null, and empties the target, when the user has changed but none of the
   * attributes that the mapping reads. Source: Microsoft Learn, functions-for-customizing-application-data (Switch, caution).
   */
  readonly unchangedSwitch: "clears" | "keeps";
}

/** Each variant besides the defaults, by the name that the command line has for it. */
export const NAMED_VARIANTS = {
  "microsoft-group-schema": { groupSchema: "microsoft" },
  "cut-guest-names": { guestNames: "cut" },
  "kept-switch": { unchangedSwitch: "keeps" },
} as const satisfies Record<string, Partial<Variants>>;
export type VariantName = keyof typeof NAMED_VARIANTS;

/** What is documented, or shown more often. */
export const DEFAULT_VARIANTS: Variants = { groupSchema: "core", guestNames: "whole", unchangedSwitch: "clears" };
