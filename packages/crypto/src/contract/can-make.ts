import { type SignatureAlgorithm, signsWith } from "@keyferry/algorithms";
import type { Capabilities, NewKey } from "./backend.ts";

/** Whether one custody makes keys of a spec, and has them sign what they are to sign. */
export function canMake(
  { keySpecs, signatureAlgorithms }: Capabilities,
  { spec, signs }: Pick<NewKey, "spec" | "signs">,
): boolean {
  const signing = (algorithm: SignatureAlgorithm) => signsWith(spec, algorithm);
  return keySpecs.includes(spec) && (signs === undefined || signatureAlgorithms[signs].some(signing));
}
