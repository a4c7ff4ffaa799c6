import { type ImportAlgorithm, importAlgorithms } from "@keyferry/algorithms";
import { joinSecret, publicUtf8, wiping } from "@keyferry/bytes";
import { CryptoError, type KeyOwner, type Sealer } from "@keyferry/crypto";
import { serviceError } from "@keyferry/protocol";

/** What goes with wrapped key material: it is nowhere but in the token that the caller has. */
export interface ImportToken {
  readonly algorithm: ImportAlgorithm;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** PKCS #8, DER, of the pair that the material is wrapped for; secret. */
  readonly privateKey: Uint8Array;
}

const headLength = 9;

/** Seals a token, for one key alone: the time of its end (8 bytes), the algorithm's name and its length (1), the private key. */
export function sealImportToken(sealer: Sealer, owner: KeyOwner, token: ImportToken): Uint8Array {
  const name = publicUtf8(token.algorithm);
  const head = new DataView(new ArrayBuffer(headLength));
  head.setBigUint64(0, BigInt(token.expiresAt));
  head.setUint8(8, name.length);
  return wiping(joinSecret(new Uint8Array(head.buffer), name, token.privateKey), (bytes) =>
    sealer.seal({ kind: "import token", ...owner }, bytes),
  );
}

/**
 * Opens a token for `work`, which is over when its promise is: the private key is wiped then.
 *
 * @param now milliseconds since the epoch
 * @throws ServiceError `InvalidImportToken` for a token of another key, and whatever else is none; `ExpiredImportToken`
 */
export async function withImportToken<T>(
  { sealer, owner, now }: { readonly sealer: Sealer; readonly owner: KeyOwner; readonly now: number },
  sealed: Uint8Array,
  work: (token: ImportToken) => T | Promise<T>,
): Promise<T> {
  return wiping(opened(sealer, owner, sealed), async (bytes) => {
    const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const expiresAt = Number(head.getBigUint64(0));
    if (expiresAt <= now) throw serviceError("ExpiredImportToken");
    const nameEnd = headLength + head.getUint8(8);
    const algorithm = new TextDecoder().decode(bytes.subarray(headLength, nameEnd));
    if (!isImportAlgorithm(algorithm)) throw serviceError("InvalidImportToken");
    return work({ algorithm, expiresAt, privateKey: bytes.subarray(nameEnd) });
  });
}

function opened(sealer: Sealer, owner: KeyOwner, sealed: Uint8Array): Uint8Array {
  try {
    return sealer.open({ kind: "import token", ...owner }, sealed);
  } catch (cause) {
    if (cause instanceof CryptoError) throw serviceError("InvalidImportToken", { cause });
    throw cause;
  }
}

function isImportAlgorithm(name: string): name is ImportAlgorithm {
  return Object.hasOwn(importAlgorithms, name);
}
