import type { ModuleCalls, ModuleFindings, ModuleSettings, OpenedToken } from "../calls.ts";
import { createBodies } from "./keys/bodies.ts";
import { receiverOwner } from "./keys/key-roles.ts";
import { createModuleKeyPairs } from "./keys/key-pairs.ts";
import { createModuleMacs } from "./keys/macs.ts";
import { countSessionObjects, destroyAll, listKeys } from "./keys/listing.ts";
import { createKey } from "./keys/new-keys.ts";
import { probe } from "./probe/probe.ts";
import { createRecipients } from "./keys/recipients.ts";
import type { Session } from "./session/session.ts";
import { openToken } from "./session/token.ts";
import { createTokenKeys } from "./keys/token-keys.ts";

/** An opened module: every call but the one that opens it. */
export interface OpenedModule {
  readonly opened: OpenedToken;
  readonly calls: Omit<ModuleCalls, "open">;
  close(): void;
}

/**
 * Loads a module, logs in to its token and gets to know it.
 *
 * @param known what an earlier look at the same module found, so that it need not be looked at again
 */
export async function openModule(
  settings: ModuleSettings,
  known: ModuleFindings | undefined,
): Promise<OpenedModule> {
  const token = openToken(settings);
  const findings = known ?? (await probe(token));
  const keys = createTokenKeys(token, settings.sessionCopies);
  const bodies = createBodies(keys, findings);
  const pairs = createModuleKeyPairs(keys);
  const macs = createModuleMacs(keys);
  const recipients = createRecipients(keys, findings);

  const run = <T>(work: (session: Session) => T): T => {
    try {
      return token.run(work);
    } finally {
      keys.trim();
    }
  };
  const destroy = (owner: string, id: Uint8Array): number => {
    keys.forget(id);
    return run((session) => destroyAll(session, owner, id));
  };

  const { label, serialNumber } = token;
  return {
    opened: { label, serialNumber, findings },
    calls: {
      createKey: (versionId, id, spec) => {
        run((session) => {
          createKey(session, versionId, id, spec);
        });
      },
      undoKey: (versionId, id) => {
        destroy(versionId, id);
        // In a token that is away SoftHSM finds nothing; a process that has once seen it away always says so here.
        token.check();
      },
      destroyKey: destroy,
      random: (length) => run((session) => session.random(length)),
      encrypt: (target, plaintext) => run((session) => bodies.encrypt(session, target, plaintext)),
      decrypt: (source) => run((session) => bodies.decrypt(session, source)),
      generateDataKey: (target, length) => run((session) => bodies.generateDataKey(session, target, length)),
      rewrap: (source, recipient, hash) => run((session) => bodies.rewrap(session, source, recipient, hash)),
      reencrypt: (source, destination) => run((session) => bodies.reencrypt(session, source, destination)),
      publicKey: (key) => run((session) => pairs.publicKey(session, key)),
      sign: (key, algorithm, digest) => run((session) => pairs.sign(session, key, algorithm, digest)),
      verify: (key, algorithm, digest, signature) =>
        run((session) => pairs.verify(session, key, algorithm, digest, signature)),
      encryptOaep: (key, hash, plaintext) => run((session) => pairs.encrypt(session, key, hash, plaintext)),
      decryptOaep: (key, hash, ciphertext) => run((session) => pairs.decrypt(session, key, hash, ciphertext)),
      generateMac: (key, message) => run((session) => macs.generate(session, key, message)),
      verifyMac: (key, message, mac) => run((session) => macs.verify(session, key, message, mac)),
      createRecipient: () => run((session) => recipients.create(session)),
      receiveDataKey: (recipient, exported, hash) =>
        run((session) => recipients.receive(session, recipient, exported, hash)),
      encryptReceived: (key, plaintext, associatedData) =>
        run((session) => recipients.encrypt(session, key, plaintext, associatedData)),
      decryptReceived: (key, sealed, associatedData) =>
        run((session) => recipients.decrypt(session, key, sealed, associatedData)),
      destroyReceived: ({ id }) => destroy(receiverOwner, id),
      checkToken: () => {
        token.check();
      },
      listKeys: () => run(listKeys),
      census: () =>
        run((session) => ({
          sessionObjects: countSessionObjects(session),
          sessionCopies: keys.count(),
        })),
    },
    close: () => {
      token.close();
    },
  };
}
