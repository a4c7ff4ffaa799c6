import { sharedGateways } from "../../operation.ts";

/** What all operations on imported key material have in common. */
export const importOperation = {
  dryRun: false,
  gateways: sharedGateways,
  plane: "management",
} as const;

/** Codes of operations on a key whose material is imported. */
export const importErrors = [
  "InvalidParameter",
  "Forbidden.KeyNotFound",
  "Unsupported.Alias",
  "Unsupported.Origin",
] as const;
