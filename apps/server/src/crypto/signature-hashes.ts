import { createHash } from "node:crypto";
import type { GatewayOptions } from "@keyferry/gateway";

type SignatureHashes = NonNullable<GatewayOptions["hashes"]>;

/** OpenSSL's hash functions for signatures: over long requests several times as fast as those in JavaScript. */
export const signatureHashes: SignatureHashes = {
  sha1: hashOf("sha1", 20),
  sha256: hashOf("sha256", 32),
};

function hashOf(name: keyof SignatureHashes, outputLen: number): SignatureHashes["sha1"] {
  return {
    blockLen: 64,
    outputLen,
    create() {
      const hash = createHash(name);
      return {
        update: (bytes) => hash.update(bytes),
        digestInto: (output) => {
          output.set(hash.digest());
        },
        // OpenSSL wipes its state when the object is collected.
        destroy: () => undefined,
      };
    },
  };
}
