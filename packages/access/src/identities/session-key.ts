import { wipe } from "@keyferry/bytes";
import type { Sealer } from "@keyferry/crypto";
import type { AccessKey } from "./access-key.ts";
import { rolePrincipal } from "../principal.ts";
import { openSession } from "./session-token.ts";

/** The claim of a request that carries a security token. */
export interface SessionClaim {
  readonly accessKeyId: string;
  readonly securityToken: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * The temporary access key of a token, or what is wrong with the token.
 *
 * - `malformed`: it is not a token of this service.
 * - `mismatch`: it belongs to another access key.
 * - `expired`: its session is over.
 */
export type SessionKey =
  { readonly key: AccessKey } | { readonly fault: "malformed" | "mismatch" | "expired" };

/** Opens the token of a claim. Its size is bounded before any work. */
export function openSessionKey(
  { accessKeyId, securityToken, now }: SessionClaim,
  sealer: Sealer,
): SessionKey {
  const session = openSession(securityToken, sealer);
  if (session === undefined) return { fault: "malformed" };
  const { secret, account, role, sessionName: name, policy, expiration } = session;
  // Ids are no secrets: only the tag of the sealed token, which the sealer compares, has to be compared in constant time.
  const fault = session.accessKeyId !== accessKeyId ? "mismatch" : now >= expiration ? "expired" : undefined;
  if (fault !== undefined) {
    wipe(secret);
    return { fault };
  }
  const principal = rolePrincipal(account, role, { name, policy, accessKeyId });
  return { key: { id: accessKeyId, secret, active: true, principal } };
}
