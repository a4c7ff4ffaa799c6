import type { RecipientRecord, Recipients } from "@keyferry/store";
import { must, put, putUnlessTaken } from "./state/put.ts";
import type { Session } from "./state/session.ts";
import { nameOf, type State } from "./state/state.ts";

/** Makes what reads and writes named recipients. */
export function createRecipients({ read, write }: Session): Recipients {
  return {
    read: {
      byName: (account, name) =>
        read((state) => {
          const found = state.recipients.get(nameOf(account, name));
          return found && copied(found);
        }),
      byFingerprint: (account, fingerprint) =>
        read((state) => {
          const found = state.recipientsByKey.get(nameOf(account, fingerprint));
          return found && copied(found);
        }),
      list: (account) => read((state) => recipientsOf(state, account).map(copied)),
    },
    write: {
      create: (recipient, max) =>
        write((state) => {
          const { account, name, fingerprint } = recipient;
          if (state.recipients.has(nameOf(account, name))) return "name taken";
          if (state.recipientsByKey.has(nameOf(account, fingerprint))) return "key taken";
          if (recipientsOf(state, account).length >= max) return "too many";
          insertRecipient(state, recipient);
          return "created";
        }),
      delete: (account, name) =>
        write((state) => {
          const found = state.recipients.get(nameOf(account, name));
          if (found === undefined) return false;
          state.recipientsByKey.delete(nameOf(account, found.fingerprint));
          return state.recipients.delete(nameOf(account, name));
        }),
    },
  };
}

/** Puts a recipient in. @throws {StoreError} `refused` when its name or its key is taken */
export function insertRecipient(state: State, recipient: RecipientRecord): void {
  const { account, name, fingerprint } = recipient;
  const kept = copied(recipient);
  must(
    putUnlessTaken(state.recipientsByKey, nameOf(account, fingerprint), kept),
    `The key of the recipient ${name} has a name already.`,
  );
  put(state.recipients, nameOf(account, name), kept);
}

function recipientsOf(state: State, account: string): readonly RecipientRecord[] {
  return Array.from(state.recipients.values()).filter((one) => one.account === account);
}

/** A recipient whose bytes are the caller's. */
function copied(recipient: RecipientRecord): RecipientRecord {
  return { ...recipient, publicKey: new Uint8Array(recipient.publicKey) };
}
