import { allGateways } from "../../operation.ts";
import { usableKey } from "../../states.ts";

/** What all operations that use key material have in common. */
export const cryptographicOperation = {
  dryRun: true,
  repeatable: true,
  gateways: allGateways,
  throttleGroup: "symmetric",
  plane: "business",
  acrossAccounts: true,
  states: usableKey,
} as const;

/** What all operations that export a data key from its ciphertext have in common. */
export const exportingOperation = {
  ...cryptographicOperation,
  exports: true,
  throttleGroup: "rewrapping",
  errors: ["InvalidParameter", "Forbidden.KeyNotFound", "UnsupportedOperation"],
} as const;

/** What all operations on a key pair have in common. */
export const keyPairOperation = { ...cryptographicOperation, throttleGroup: "asymmetric" } as const;

/** What all operations on authentication codes have in common. They are documented with POST alone. */
export const macOperation = { ...cryptographicOperation, methods: ["POST"] } as const;

/** Codes of operations that encrypt under a symmetric key. */
export const sealingErrors = [
  "InvalidParameter",
  "Forbidden.KeyNotFound",
  "Forbidden.AliasNotFound",
  "Rejected.LimitExceeded",
  "UnsupportedOperation",
] as const;

/** Codes of operations on authentication codes. */
export const macErrors = [
  "InvalidParameter",
  "Forbidden.KeyNotFound",
  "Forbidden.AliasNotFound",
  "UnsupportedOperation",
] as const;

/** Codes of operations on a named version of a key pair. */
export const keyPairErrors = [
  "InvalidParameter",
  "Forbidden.KeyNotFound",
  "Forbidden.AliasNotFound",
  "Forbidden.KeyVersionNotFound",
  "Rejected.UnsupportedOperation",
] as const;
