import { hasMemberTwice } from "@keyferry/protocol";
import { compileKeyPolicy } from "./compiled-policy.ts";
import { PolicyError } from "../errors.ts";
import { type KeyPolicy, readKeyPolicy } from "./key-policy.ts";
import { parseDocument } from "./policy-syntax.ts";
import { rootPrincipal } from "../principal.ts";
import { concerns } from "./statement-match.ts";

/** What a key policy is read for. */
export interface KeyPolicyOptions {
  /** Account id of the key's owner. */
  readonly account: string;
}

/** Whoever may do none of these could never change the policy again. */
const changes = ["kms:setkeypolicy", "kms:setsecretpolicy"];

/**
 * Reads the policy of a key or of a secret, and refuses one that would take the right to change it from the root of its
 * owner's account: nobody could ever undo that.
 *
 * @param policy its JSON text of at most 32768 bytes, or the parsed JSON
 * @throws PolicyError with the path of the first fault
 */
export function parseKeyPolicy(policy: unknown, { account }: KeyPolicyOptions): KeyPolicy {
  const read = readKeyPolicy(typeof policy === "string" ? parseDocument(policy) : policy);
  // The text is kept: what is shown of it must be what counts.
  if (typeof policy === "string" && hasMemberTwice(policy)) throw new PolicyError("", "has a member twice");
  refuseLockOut(read, account);
  return read;
}

function refuseLockOut(policy: KeyPolicy, account: string): void {
  const principal = rootPrincipal(account);
  for (const [index, compiled] of compileKeyPolicy(policy).statements.entries()) {
    if (compiled.effect === "Allow" || compiled.conditions.length > 0) continue;
    if (changes.some((action) => concerns(compiled, { action, resource: "*", principal, owner: account }))) {
      const problem = "must not deny the change of the policy to the root of the account";
      throw new PolicyError(`Statement[${String(index)}]`, problem);
    }
  }
}
