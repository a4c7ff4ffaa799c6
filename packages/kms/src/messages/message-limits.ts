/** How many messages are encrypted under one key version. */
export interface MessageLimits {
  readonly max: number;
  /** With how many its owner is warned. */
  readonly warnFrom: number;
}

/**
 * What random IVs of 96 bits allow: with 2^32 messages the chance that two have the same IV is 2^-33 (NIST SP 800-38D 8.3). SM4-GCM
 * has the same IVs.
 */
export const gcmLimits: MessageLimits = { max: 2 ** 32, warnFrom: 2 ** 31 };
