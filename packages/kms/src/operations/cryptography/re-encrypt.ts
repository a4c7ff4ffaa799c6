import { andThen, type MaybePromise, secretBase64, wiping } from "@keyferry/bytes";
import { reEncrypt, serviceError, type RequestOf } from "@keyferry/protocol";
import { asymmetricCipherOf, asymmetricKey, checkEncryptionAlgorithm } from "../../crypto/key-pair.ts";
import { blobOf, boundBody, keyUsed } from "../../crypto/data-key.ts";
import { sealing } from "../../crypto/sealing.ts";
import type { SealTarget } from "../../call/counted-message.ts";
import { handle, type Call } from "../../call/handler.ts";
import type { KeyLookup } from "../../call/key-lookup.ts";
import type { CiphertextTarget } from "../../call/targets.ts";

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
  perform: (request, { source, destination }, call) =>
    andThen(sealing(destination, request.DestinationEncryptionContext, call), ({ use, target }) =>
      andThen(reencrypt(request, source, target, call), (body) => ({
        ...keyUsed(source),
        CiphertextBlob: blobOf(use, body),
      })),
    ),
});

/** A symmetric ciphertext names its version itself; an asymmetric one is named by the request. */
async function sourceOf(request: Request, lookup: KeyLookup): Promise<CiphertextTarget> {
  const { CiphertextBlob, SourceKeyId, SourceKeyVersionId, SourceEncryptionAlgorithm } = request;
  if (SourceEncryptionAlgorithm === undefined) return lookup.versionOf(CiphertextBlob);
  if (SourceKeyId === undefined) throw serviceError("MissingParameter", { parameter: "SourceKeyId" });
  if (SourceKeyVersionId === undefined) {
    throw serviceError("MissingParameter", { parameter: "SourceKeyVersionId" });
  }
  return { ...(await lookup.keyVersion(SourceKeyId, SourceKeyVersionId)), body: CiphertextBlob };
}

function reencrypt(
  request: Request,
  source: CiphertextTarget,
  target: SealTarget,
  { crypto, trail }: Pick<Call, "crypto" | "trail">,
): MaybePromise<Uint8Array> {
  const { SourceEncryptionContext, SourceEncryptionAlgorithm: algorithm } = request;
  if (algorithm === undefined) {
    return crypto.reencrypt(boundBody(source, SourceEncryptionContext), target, trail);
  }
  const key = asymmetricKey(source, "ENCRYPT/DECRYPT");
  checkEncryptionAlgorithm(key, algorithm, "SourceEncryptionAlgorithm");
  return andThen(asymmetricCipherOf(crypto).decrypt(key, algorithm, source.body), (plaintext) =>
    // As AsymmetricDecrypt would have answered it.
    wiping(wiping(plaintext, secretBase64), (text) => crypto.encrypt(target, text)),
  );
}
