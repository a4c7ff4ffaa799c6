/** What a backend has got wrong. Nothing of it has left the backend. */
export interface BackendFault {
  /** The backend's name: `node`. */
  readonly backend: string;
  /** What came out wrong: `AES_256_GCM`, `RSA_PSS_SHA_256`, `ECDSA_SHA_256 of EC_P256`. */
  readonly algorithm: string;
  /**
   * - `output`: what it made did not stand its trial. It was held back, and the algorithm is put to its known-answer test again
   *   before it is used again.
   * - `known answer`: it did not give an answer that is known. The backend is closed.
   */
  readonly kind: "output" | "known answer";
  /** What a known-answer test failed with, where it threw. Its keys are public. */
  readonly cause?: unknown;
}

/** Told of each fault of a backend, once, when it is found. It must not throw. */
export type OnBackendFault = (fault: BackendFault) => void;
