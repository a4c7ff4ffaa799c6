import type { RecipientFinder } from "../recipients/contract.ts";
import { nameOf, type LookUp } from "./look-up.ts";

/** Named recipients as a view sees them. */
export function viewRecipients(read: RecipientFinder, lookUp: LookUp): RecipientFinder {
  return {
    async byFingerprint(account, fingerprint) {
      const found = await lookUp(
        {
          aggregate: "recipients",
          name: nameOf("recipient of key", account, fingerprint),
          ownersOf: ({ name }) => [nameOf("recipient", account, name)],
        },
        () => read.byFingerprint(account, fingerprint),
      );
      return found && { ...found, publicKey: new Uint8Array(found.publicKey) };
    },
  };
}
