import { LRUCache } from "lru-cache";
import {
  type CompiledPolicy,
  compileKeyPolicy,
  compilePolicy,
  compileTrustPolicy,
} from "./compiled-policy.ts";
import { AccessError } from "../errors.ts";
import { readKeyPolicy } from "./key-policy.ts";
import { parseDocument } from "./policy-syntax.ts";
import { parsePolicy } from "./policy.ts";
import { parseTrustPolicy } from "./trust-policy.ts";

/** Stored policies of one kind, compiled once. */
export interface PolicyCache {
  /** @throws AccessError `unreadable`: the text is not a policy that this package understands */
  get(text: string): CompiledPolicy;
  clear(): void;
}

/**
 * The caches of every kind of policy, since the same text means another thing in each: `ram` for those of users, groups,
 * roles and sessions, `key` for those of keys, `trust` for those that open roles.
 */
export type PolicyCaches = Readonly<Record<"ram" | "key" | "trust", PolicyCache>>;

/** Makes a cache of `size` policies for every kind. */
export function createPolicyCaches(size: number): PolicyCaches {
  return {
    ram: createPolicyCache(size, (document) => compilePolicy(parsePolicy(document))),
    key: createPolicyCache(size, (document) => compileKeyPolicy(readKeyPolicy(document))),
    trust: createPolicyCache(size, (document) => compileTrustPolicy(parseTrustPolicy(document))),
  };
}

/**
 * Keeps the `size` policies that were used last. The key is the policy's whole text, so an answer can never be stale:
 * a changed policy is another key.
 */
export function createPolicyCache(size: number, compile: (document: unknown) => CompiledPolicy): PolicyCache {
  const compiled = size > 0 ? new LRUCache<string, CompiledPolicy>({ max: size }) : undefined;
  return {
    get(text) {
      const known = compiled?.get(text);
      if (known !== undefined) return known;
      const policy = readStored(text, compile);
      compiled?.set(text, policy);
      return policy;
    },
    clear() {
      compiled?.clear();
    },
  };
}

function readStored(text: string, compile: (document: unknown) => CompiledPolicy): CompiledPolicy {
  try {
    return compile(parseDocument(text));
  } catch (cause) {
    // A policy that is not understood may hold a Deny: to go on without it would allow too much.
    throw new AccessError("unreadable", "A stored policy is not understood", { cause });
  }
}
