import { CryptoError, type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/crypto";
import { oaepHashOf, wrappingWith } from "./capabilities.ts";
import { openChannel } from "./channel.ts";
import { decodeReference, encodeReference } from "./key-reference.ts";
import type { Pkcs11Options } from "./options.ts";

/** The longest message that is encrypted under a data key, in bytes. */
const maxMessageLength = 65_536;
/** IV and tag. */
const overhead = 12 + 16;

/** A recipient whose private key is in the token. */
export interface TokenRecipient {
  /** What names the private key, for {@link Pkcs11Receiver.receiveDataKey}; nothing in it is secret. */
  readonly reference: Uint8Array;
  /** SubjectPublicKeyInfo (RFC 5280), DER: what ExportDataKey takes as its PublicKeyBlob. */
  readonly publicKey: Uint8Array;
}

/**
 * The other end of the wire in a token: the private key is made there and stays, and the data key goes from the export
 * into the token without ever being seen.
 *
 * Every method rejects with a CryptoError; `unavailable` for an object that the token has not, too.
 */
export interface Pkcs11Receiver {
  readonly name: string;
  /** The algorithms whose exports the module takes in. */
  readonly wrappingAlgorithms: readonly WrappingAlgorithm[];
  /** Makes an RSA_2048 key pair that does nothing but unwrap. */
  createRecipient(): Promise<TokenRecipient>;
  /**
   * Takes in an exported AES key of 16, 24 or 32 bytes: it is tried, then kept as an object of the token, sensitive and
   * not extractable. Answers what names it.
   *
   * @throws CryptoError `undecryptable`; `unsupported` for another algorithm, and for what is no AES key: then nothing
   *   is kept
   */
  receiveDataKey(
    recipient: TokenRecipient["reference"],
    exported: Uint8Array,
    algorithm: WrappingAlgorithm,
  ): Promise<Uint8Array>;
  /**
   * AES-GCM in the token, under a data key that has arrived: IV (12 bytes), ciphertext, tag (16).
   *
   * @param plaintext up to 65,536 bytes
   */
  encrypt(dataKey: Uint8Array, plaintext: Uint8Array, associatedData: Uint8Array): Promise<Uint8Array>;
  /** @throws CryptoError `undecryptable` */
  decrypt(dataKey: Uint8Array, sealed: Uint8Array, associatedData: Uint8Array): Promise<Uint8Array>;
  /** Destroys a recipient's private key, or a data key, in the token. */
  destroy(reference: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

const unsupported = (message: string) => new CryptoError("unsupported", message);
const repeatable = { repeatable: true } as const;

/**
 * Opens a PKCS #11 module in a process of its own, as the receiving side.
 *
 * @throws CryptoError like `createPkcs11Backend`, and `unsupported` for a module that takes no exports in
 */
export async function createPkcs11Receiver(options: Pkcs11Options): Promise<Pkcs11Receiver> {
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
    async createRecipient() {
      const made = await channel.call("createRecipient", [], { repeatable: false, slow: true });
      return { reference: encodeReference(made.id), publicKey: Uint8Array.from(made.publicKey) };
    },
    async receiveDataKey(recipient, exported, algorithm) {
      const hash = oaepHashOf(algorithm);
      if (hash === undefined || !algorithms.includes(algorithm))
        throw unsupported(`this module takes no exports of ${algorithm}`);
      // As long as the modulus of the one recipient's spec that OAEP has.
      if (exported.length !== 256)
        throw new CryptoError(
          "undecryptable",
          `what was exported for ${wrappingAlgorithms[algorithm].recipient} has 256 bytes`,
        );
      const args = [nameOf(recipient), exported, hash] as const;
      return encodeReference(await channel.call("receiveDataKey", [...args], { repeatable: false }));
    },
    async encrypt(dataKey, plaintext, associatedData) {
      if (plaintext.length > maxMessageLength)
        throw unsupported(`at most ${String(maxMessageLength)} bytes are encrypted at once`);
      return channel.call("encryptReceived", [nameOf(dataKey), plaintext, associatedData], repeatable);
    },
    async decrypt(dataKey, sealed, associatedData) {
      if (sealed.length > maxMessageLength + overhead)
        throw new CryptoError("undecryptable", "the ciphertext is longer than any");
      return channel.call("decryptReceived", [nameOf(dataKey), sealed, associatedData], repeatable);
    },
    async destroy(reference) {
      const count = await channel.call("destroyReceived", [nameOf(reference)], repeatable);
      // Gone, or the token is: only a process that has just found the token can tell.
      if (count === 0)
        await channel.call("destroyReceived", [nameOf(reference)], { repeatable: true, fresh: true });
    },
    close: () => channel.close(),
  };
}
