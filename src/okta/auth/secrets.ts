import type { Secret } from "../../base/secret.js";

/** The secrets of a sign-in, which come up one after the other, and who has to know of them. */
export interface SecretKeeper {
  keep(secret: Secret): void;
  /** Told of all that were kept, and of each that will be. */
  readonly watch: (tell: (secret: Secret) => void) => void;
}

export function secretKeeper(kept: readonly Secret[]): SecretKeeper {
  const secrets = [...kept];
  const watchers: ((secret: Secret) => void)[] = [];
  return {
    keep: (secret) => {
      secrets.push(secret);
      for (const tell of watchers) tell(secret);
    },
    watch: (tell) => {
      watchers.push(tell);
      secrets.forEach(tell);
    },
  };
}
