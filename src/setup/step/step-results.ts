/** Some results of an IdP's steps, by name. Only the declaring step sets them; all steps read them in the tenant. */
export interface GivenResults<Results extends object, Name extends keyof Results> {
  readonly names: readonly Name[];
  /** Sets the values for later steps. */
  give(tenant: { readonly results: Results }, values: Partial<Pick<Results, Name>>): void;
}

/** Declares the results that a step passes to later steps. */
export function declareResults<Results extends object, Name extends keyof Results>(
  names: readonly Name[],
): GivenResults<Results, Name> {
  return {
    names,
    give: ({ results }, values) => {
      Object.assign(results, values);
    },
  };
}
