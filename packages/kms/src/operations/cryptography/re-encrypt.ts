import { reEncrypt, serviceError } from "@keyferry/protocol";
import { blobOf, bodyTarget, boundBody, keyUsed } from "../../data-key.ts";
import { handle } from "../../handler.ts";

/** ReEncrypt. */
export const reEncryptHandler = handle(reEncrypt, {
  async resolve({ CiphertextBlob, DestinationKeyId, SourceEncryptionAlgorithm }, lookup) {
    if (SourceEncryptionAlgorithm !== undefined) {
      const reason = "a ciphertext of an asymmetric key is not supported yet";
      throw serviceError("UnsupportedOperation", { parameter: "SourceEncryptionAlgorithm", reason });
    }
    return {
      source: { ...(await lookup.versionOf(CiphertextBlob)), action: "kms:ReEncryptFrom" },
      destination: { ...(await lookup.primaryVersion(DestinationKeyId)), action: "kms:ReEncryptTo" },
    };
  },
  async perform(request, { source, destination }, { crypto }) {
    const { CiphertextBlob, SourceEncryptionContext, DestinationEncryptionContext } = request;
    const body = await crypto.reencrypt(
      boundBody(source, CiphertextBlob, SourceEncryptionContext),
      bodyTarget(destination, DestinationEncryptionContext),
    );
    return { ...keyUsed(source), CiphertextBlob: blobOf(destination, body) };
  },
});
