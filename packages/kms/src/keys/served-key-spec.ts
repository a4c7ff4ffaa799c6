import { isKeySpec, isMacKeySpec, type KeySpec, type MacKeySpec } from "@keyferry/algorithms";

/**
 * Whether keys of a spec can be made: those that an operation uses. Crypto backends have more, since nothing here makes
 * message authentication codes yet.
 */
export function isServedKeySpec(name: string): name is Exclude<KeySpec, MacKeySpec> {
  return isKeySpec(name) && !isMacKeySpec(name);
}
