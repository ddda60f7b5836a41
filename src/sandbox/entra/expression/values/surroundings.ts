/** What some functions need besides the object: the time, new values, the tenant. */
export interface Surroundings {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A new GUID. */
  readonly newId: () => string;
  /** The tenant's default domain, as `northwind.example`. */
  readonly domain: string;
}

/** The functions whose result may differ each time, though the object has not changed. */
export const UNPREDICTABLE: ReadonlySet<string> = new Set(["Guid", "Now", "RandomString"]);
