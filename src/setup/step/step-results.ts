/** Some results of an IdP's steps, by name. Only who has declared them gives them; everybody reads them in the tenant. */
export interface GivenResults<Results extends object, Name extends keyof Results> {
  readonly names: readonly Name[];
  /** From now on later steps read these values. */
  give(tenant: { readonly results: Results }, values: Partial<Pick<Results, Name>>): void;
}

/** Declares what is given to later steps. */
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
