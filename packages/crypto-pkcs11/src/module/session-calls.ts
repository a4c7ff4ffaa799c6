import type { KeySpec } from "@keyferry/algorithms";
import type { ModuleFindings, ModuleSettings, SessionCensus, TokenEntry } from "../calls.ts";
import { type Bodies, createBodies } from "./keys/bodies.ts";
import { importedKeys, type ImportedKeys } from "./keys/imported-keys.ts";
import { createModuleKeyPairs, type ModuleKeyPairs } from "./keys/key-pairs.ts";
import { countSessionObjects, listKeys } from "./keys/listing.ts";
import { createModuleMacs, type ModuleMacs } from "./keys/macs.ts";
import { createKey } from "./keys/new-keys.ts";
import { createRecipients, type Recipients } from "./keys/recipients.ts";
import type { TokenKeys } from "./keys/token-keys.ts";
import { triedKeyPairs, triedMacs } from "./keys/tried-output.ts";
import type { Session } from "./session/session.ts";

/** All that is done in a session of a token: each is a call that the helper process can be asked for, by its name. */
export interface SessionCalls extends Bodies, ImportedKeys, ModuleKeyPairs, ModuleMacs, Recipients {
  random(session: Session, length: number): Uint8Array;
  /** Makes the objects of a key version under `id`, 16 bytes that no other key has. */
  createKey(session: Session, versionId: string, id: Uint8Array, spec: KeySpec): void;
  listKeys(session: Session): readonly TokenEntry[];
  census(session: Session): SessionCensus;
}

/** What is done with the keys of a token, as the module was found to do it. */
export function createSessionCalls(
  keys: TokenKeys,
  findings: ModuleFindings,
  settings: Pick<ModuleSettings, "verifyOutput">,
): SessionCalls {
  const pairs = createModuleKeyPairs(keys);
  const macs = createModuleMacs(keys);
  return {
    ...createBodies(keys, findings, settings),
    ...(settings.verifyOutput ? triedKeyPairs(pairs) : pairs),
    ...(settings.verifyOutput ? triedMacs(macs) : macs),
    ...createRecipients(keys, findings),
    random: (session, length) => session.random(length),
    createKey,
    ...importedKeys,
    listKeys,
    census: (session) => ({ sessionObjects: countSessionObjects(session), sessionCopies: keys.count() }),
  };
}
