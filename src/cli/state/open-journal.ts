import { requireOwnFolder } from "../../base/own-state.js";
import { fileJournal, memoryJournal, type Journal } from "../../setup/journal/journal.js";
import type { TenantIdentity } from "../../setup/model/ports.js";
import type { Io } from "../terminal/io.js";
import { lockTenant } from "./lock.js";
import { stateFolder, tenantFiles } from "./state.js";

interface JournalOptions {
  /** Name of the template whose changes it lists. */
  readonly template: string;
  /** Whether the tenant is simulated: nothing is kept of one. */
  readonly simulated: boolean;
  /** A run that only reads needs no lock. */
  readonly writes: boolean;
  /** ISO time. */
  readonly now: () => string;
}

/**
 * Opens a tenant's journal, and takes the tenant's lock for a run that writes there.
 *
 * @returns the journal, and what releases the lock
 * @throws SetupError (exit 1) of lockTenant and fileJournal; `state-not-private` for a folder of another user
 */
export function openJournal(
  io: Pick<Io, "env" | "home" | "platform">,
  identity: TenantIdentity,
  { template, simulated, writes, now }: JournalOptions,
): { readonly journal: Journal; readonly release: () => void } {
  if (simulated) return { journal: memoryJournal(now), release: () => undefined };
  const files = tenantFiles(io, identity);
  requireOwnFolder(stateFolder(io));
  const release = writes ? lockTenant(files.lock) : () => undefined;
  try {
    return { journal: fileJournal(files.journal, now, template), release };
  } catch (error) {
    release();
    throw error;
  }
}
