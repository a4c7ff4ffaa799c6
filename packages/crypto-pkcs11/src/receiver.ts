import { wrappingAlgorithms } from "@keyferry/algorithms";
import { copyPublic } from "@keyferry/bytes";
import { CryptoError, type TokenReceiver, unsupported } from "@keyferry/crypto";
import { oaepHashOf, wrappingWith } from "./capabilities.ts";
import { openChannel } from "./helper/channel.ts";
import { decodeReference, encodeReference } from "./key-reference.ts";
import type { Pkcs11Options } from "./options.ts";

/** The longest message that is encrypted under a data key, in bytes. */
const maxMessageLength = 65_536;
/** IV and tag. */
const overhead = 12 + 16;

const repeatable = { repeatable: true } as const;

/**
 * Opens a PKCS #11 module in a process of its own, as the receiving side. It makes key pairs of RSA_2048, whose private
 * keys do nothing but unwrap. References are 17 bytes, as those of keys in the store.
 *
 * @throws CryptoError like `createPkcs11Backend`, and `unsupported` for a module that takes no exports in
 */
export async function createPkcs11Receiver(options: Pkcs11Options): Promise<TokenReceiver> {
  const channel = await openChannel(options);
  const algorithms = wrappingWith(channel.opened.findings.unwrappingHashes);
  if (algorithms.length === 0) {
    await channel.close();
    throw unsupported("this module unwraps no AES keys with RSAES-OAEP");
  }

  const nameOf = (reference: Uint8Array) => ({ id: decodeReference(reference) });

  return {
    name: "pkcs11",
    wrappingAlgorithms: algorithms,
    async generateRecipientKeyPair(spec) {
      if (spec !== "RSA_2048") throw unsupported(`a token takes exports in by RSA_2048, not by ${spec}`);
      const made = await channel.call("createRecipient", [], { repeatable: false, slow: true });
      return { privateKey: encodeReference(made.id), publicKey: copyPublic(made.publicKey) };
    },
    async openExportedDataKey(privateKey, exported, algorithm) {
      const hash = oaepHashOf(algorithm);
      if (hash === undefined || !algorithms.includes(algorithm)) {
        throw unsupported(`this module takes no exports of ${algorithm}`);
      }
      // As long as the modulus of the one recipient's spec that OAEP has.
      if (exported.length !== 256) {
        throw new CryptoError(
          "undecryptable",
          `what was exported for ${wrappingAlgorithms[algorithm].recipient} has 256 bytes`,
        );
      }
      const args = [nameOf(privateKey), exported, hash] as const;
      const id = await channel.call("receiveDataKey", [...args], { repeatable: false });
      return { handle: encodeReference(id) };
    },
    async encrypt(handle, plaintext, associatedData) {
      if (plaintext.length > maxMessageLength) {
        throw unsupported(`at most ${String(maxMessageLength)} bytes are encrypted at once`);
      }
      return channel.call("encryptReceived", [nameOf(handle), plaintext, associatedData], repeatable);
    },
    async decrypt(handle, sealed, associatedData) {
      if (sealed.length > maxMessageLength + overhead) {
        throw new CryptoError("undecryptable", "the ciphertext is longer than any");
      }
      return channel.call("decryptReceived", [nameOf(handle), sealed, associatedData], repeatable);
    },
    async destroy(reference) {
      const count = await channel.call("destroyReceived", [nameOf(reference)], repeatable);
      // Gone, or the token is: only a process that has just found the token can tell.
      if (count === 0) {
        await channel.call("destroyReceived", [nameOf(reference)], { repeatable: true, fresh: true });
      }
    },
    close: () => channel.close(),
  };
}
