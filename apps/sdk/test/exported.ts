import type { AnswerOf, exportDataKey, RequestOf } from "@keyferry/protocol";

/** A request of ExportDataKey. */
export const request = {
  CiphertextBlob: Uint8Array.of(1, 2, 3),
  PublicKeyBlob: Uint8Array.of(4, 5, 6),
  WrappingKeySpec: "RSA_2048",
  WrappingAlgorithm: "RSAES_OAEP_SHA_256",
  EncryptionContext: [["order", "42 & ü +~*"]],
} as const satisfies RequestOf<typeof exportDataKey>;

/** Its answer, made anew each time: to render one wipes its bytes. */
export function exported(): AnswerOf<typeof exportDataKey> {
  return { KeyId: "key-a", KeyVersionId: "version-a", ExportedDataKey: Uint8Array.of(7, 8, 9) };
}
