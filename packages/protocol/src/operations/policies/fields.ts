import { hint } from "../../codecs/marks.ts";
import { text } from "../../codecs/text.ts";

/** The policy of a key or a secret, JSON text. What may stand in it is access control's affair, and so is its limit in bytes. */
export const resourcePolicy = hint("JSON text of a policy", text({ max: 32_768 }));

/** Name of a policy. A key has one, `default`: any other is not found. */
export const policyName = hint("default: a key has no other", text({ max: 256 }));
