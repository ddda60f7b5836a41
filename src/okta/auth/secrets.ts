import type { Secret } from "../../base/secret.js";

/** The secrets of a sign-in, which appear one after the other, and who is told of them. */
export interface SecretKeeper {
  keep(secret: Secret): void;
  /** Reports all secrets kept so far, and each later one. */
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
