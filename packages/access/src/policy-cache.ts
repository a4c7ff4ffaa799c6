import { type CompiledPolicy, compilePolicy } from "./compiled-policy.ts";
import { AccessError } from "./errors.ts";
import { maxPolicyBytes, parsePolicy } from "./policy.ts";

/** Stored policies, compiled once. */
export interface PolicyCache {
  /** @throws AccessError `unreadable`: the text is not a policy that this package understands */
  get(text: string): CompiledPolicy;
  clear(): void;
}

/**
 * Keeps the `size` policies that were used last. The key is the policy's whole text, so an answer can never be stale:
 * a changed policy is another key.
 */
export function createPolicyCache(size: number): PolicyCache {
  const compiled = new Map<string, CompiledPolicy>();
  return {
    get(text) {
      const policy = compiled.get(text) ?? readPolicy(text);
      // A Map keeps the order of insertion: putting an entry last makes the first one the oldest in use.
      compiled.delete(text);
      compiled.set(text, policy);
      if (compiled.size > size) {
        for (const oldest of compiled.keys()) {
          compiled.delete(oldest);
          break;
        }
      }
      return policy;
    },
    clear() {
      compiled.clear();
    },
  };
}

function readPolicy(text: string): CompiledPolicy {
  // A policy that is not understood may hold a Deny: to go on without it would allow too much.
  if (text.length > maxPolicyBytes) throw new AccessError("unreadable", "A stored policy is too large");
  try {
    return compilePolicy(parsePolicy(JSON.parse(text)));
  } catch (cause) {
    throw new AccessError("unreadable", "A stored policy is not understood", { cause });
  }
}
