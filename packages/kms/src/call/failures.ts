import { CryptoError, type CryptoErrorReason } from "@keyferry/crypto";
import { serviceError, ServiceError, type ErrorCode, type ErrorDetail } from "@keyferry/protocol";
import { StoreError } from "@keyferry/store";

type Row = readonly [code: ErrorCode, detail: (message: string) => Omit<ErrorDetail, "cause">];

const ofCrypto: Readonly<Record<CryptoErrorReason, Row>> = {
  // One answer, whatever the cause: altered, of another key, or of another context.
  undecryptable: [
    "InvalidParameter",
    () => ({
      parameter: "CiphertextBlob",
      reason: "does not decrypt: it was altered, or it belongs to another key, context or algorithm",
    }),
  ],
  // No oracle: whoever may export has the whole text exported to him where it is base64.
  "not base64": [
    "InvalidParameter",
    () => ({
      parameter: "CiphertextBlob",
      reason:
        "holds text that is not base64, so no bytes can be exported: Decrypt it, or encrypt the base64 of a data key",
    }),
  ],
  "recipient key refused": ["InvalidParameter", (reason) => ({ parameter: "PublicKeyBlob", reason })],
  "payload too long": ["InvalidParameter", (reason) => ({ parameter: "WrappingAlgorithm", reason })],
  // Nobody can ask what is inside of wrapped material.
  "material refused": ["InvalidKeyMaterial", () => ({})],
  unsupported: ["UnsupportedOperation", (reason) => ({ reason })],
  "unreadable key": ["InternalFailure", () => ({})],
  faulty: ["InternalFailure", () => ({})],
  unavailable: ["ServiceUnavailableTemporary", () => ({})],
};

/**
 * What a call throws for a failure of its cryptography: it is about what the caller has sent, or the key of the call. Any
 * other error is handed through.
 */
export function ofCryptography(error: unknown): unknown {
  if (!(error instanceof CryptoError)) return error;
  const [code, detail] = ofCrypto[error.reason];
  return serviceError(code, { ...detail(error.message), cause: error });
}

/** What callers are told of any error: the service's own as they are, of every other only whether to come again. */
export function asServiceError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  const unavailable = error instanceof StoreError && error.reason === "unavailable";
  return serviceError(unavailable ? "ServiceUnavailableTemporary" : "InternalFailure", { cause: error });
}
