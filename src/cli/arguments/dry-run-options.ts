/** Options that say who the people of a simulated tenant are. */
export interface DirectoryOptions {
  readonly people?: string;
  readonly users?: number;
  readonly groups?: number;
}

/** Options that let a dry run push at a SCIM server of somebody else's. */
export interface OtherTargetOptions {
  readonly targetUrl?: string;
  readonly targetTokenFile?: string;
  readonly acceptWrites: boolean;
}
