import { secretBase64, wiping } from "@keyferry/bytes";
import type { BodyTarget, CryptoBackend } from "@keyferry/crypto";
import { reEncrypt, serviceError, type RequestOf } from "@keyferry/protocol";
import { asymmetricKey } from "../../crypto/asymmetric-key.ts";
import { asymmetricCipherOf, checkEncryptionAlgorithm } from "../../crypto/asymmetric-algorithm.ts";
import { blobOf, bodyTarget, boundBody, keyUsed } from "../../crypto/data-key.ts";
import { handle } from "../../call/handler.ts";
import type { KeyLookup } from "../../call/key-lookup.ts";
import type { VersionTarget } from "../../call/targets.ts";

type Request = RequestOf<typeof reEncrypt>;

/** ReEncrypt. */
export const reEncryptHandler = handle(reEncrypt, {
  resolve: async (request, lookup) => ({
    source: { ...(await sourceOf(request, lookup)), action: "kms:ReEncryptFrom" },
    destination: {
      ...(await lookup.primaryVersion(request.DestinationKeyId)),
      action: "kms:ReEncryptTo",
    },
  }),
  async perform(request, { source, destination }, { crypto }) {
    const target = bodyTarget(destination, request.DestinationEncryptionContext);
    const body = await reencrypt(request, source, target, crypto);
    return { ...keyUsed(source), CiphertextBlob: blobOf(destination, body) };
  },
});

/** A symmetric ciphertext names its version itself; an asymmetric one is named by the request. */
function sourceOf(request: Request, lookup: KeyLookup): Promise<VersionTarget> {
  const { CiphertextBlob, SourceKeyId, SourceKeyVersionId, SourceEncryptionAlgorithm } = request;
  if (SourceEncryptionAlgorithm === undefined) return lookup.versionOf(CiphertextBlob);
  if (SourceKeyId === undefined) throw serviceError("MissingParameter", { parameter: "SourceKeyId" });
  if (SourceKeyVersionId === undefined) {
    throw serviceError("MissingParameter", { parameter: "SourceKeyVersionId" });
  }
  return lookup.keyVersion(SourceKeyId, SourceKeyVersionId);
}

async function reencrypt(
  request: Request,
  source: VersionTarget,
  target: BodyTarget,
  crypto: CryptoBackend,
): Promise<Uint8Array> {
  const { CiphertextBlob, SourceEncryptionContext, SourceEncryptionAlgorithm: algorithm } = request;
  if (algorithm === undefined) {
    return crypto.reencrypt(boundBody(source, CiphertextBlob, SourceEncryptionContext), target);
  }
  const key = asymmetricKey(source, "ENCRYPT/DECRYPT");
  checkEncryptionAlgorithm(key, algorithm, "SourceEncryptionAlgorithm");
  const plaintext = await asymmetricCipherOf(crypto).decrypt(key, algorithm, CiphertextBlob);
  // As AsymmetricDecrypt would have answered it.
  const text = wiping(plaintext, secretBase64);
  return wiping(text, () => crypto.encrypt(target, text));
}
