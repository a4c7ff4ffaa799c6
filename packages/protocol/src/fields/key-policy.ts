import { text } from "./text.ts";

/** The policy of a key, JSON text. What may stand in it is access control's affair, and so is its limit in bytes. */
export const keyPolicy = text({ max: 32_768 });

/** Name of a policy. A key has one, `default`: any other is not found. */
export const policyName = text({ max: 256 });
