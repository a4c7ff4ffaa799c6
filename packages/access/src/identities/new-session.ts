import { encodeBase64Url, randomSecret, secretUtf8, wipe, wiping } from "@keyferry/bytes";
import type { Sealer } from "@keyferry/crypto";
import type { RoleRecord } from "@keyferry/store";
import { sessionName as sessionNameForm } from "../syntax/credential-syntax.ts";
import { AccessError, PolicyError } from "../errors.ts";
import { parseDocument } from "../policies/policy-syntax.ts";
import { parsePolicy } from "../policies/policy.ts";
import { type Principal, rolePrincipal } from "../principal.ts";
import { sealSession } from "./session-token.ts";

/** What temporary credentials are made from. Whether the caller may assume the role is asked before: `assumeRoleQuestion`. */
export interface NewSessionOptions {
  readonly role: Pick<RoleRecord, "account" | "name" | "maxSessionSeconds">;
  /** 2 to 64 characters of `A-Z a-z 0-9 . @ _ -`. */
  readonly sessionName: string;
  /** A RAM policy that narrows what the role may do, JSON text of at most 2048 characters; null or absent: none. */
  readonly policy?: string | null | undefined;
  /** 900 to what the role allows. Default 3600, or what the role allows if that is less. */
  readonly durationSeconds?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Makes random bytes. Default: the platform's generator. */
  readonly random?: ((length: number) => Uint8Array) | undefined;
}

/** Temporary credentials. */
export interface NewSession {
  /** Begins with `STS.`. */
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Base64. It goes with every request that the access key signs. */
  readonly securityToken: string;
  /** Milliseconds since the epoch. */
  readonly expiration: number;
  /** The role, assumed in this session. */
  readonly principal: Principal;
}

const shortestSession = 900;
const usualSession = 3600;
const maxSessionPolicyLength = 2048;
const idLength = 18;
const secretLength = 32;

/**
 * Makes temporary credentials of a role. Nothing is stored: the token holds the session, sealed, and every process with
 * the same root key can open it.
 *
 * @throws PolicyError for a session policy that is refused
 * @throws AccessError `invalid`: the session's name or duration breaks the rules
 */
export function newSession(options: NewSessionOptions, sealer: Sealer): NewSession {
  const { role, sessionName, now, random = randomSecret } = options;
  if (!sessionNameForm.safeParse(sessionName).success) {
    throw new AccessError("invalid", "The name of the session is malformed");
  }
  const policy = sessionPolicy(options.policy ?? null);
  const expiration = now + 1000 * durationOf(options);
  const accessKeyId = `STS.${wiping(random(idLength), encodeBase64Url)}`;
  const accessKeySecret = wiping(random(secretLength), encodeBase64Url);
  const secret = secretUtf8(accessKeySecret);
  const { account, name } = role;
  const record = { accessKeyId, secret, account, role: name, sessionName, policy, expiration };
  try {
    const securityToken = sealSession(record, sealer);
    const principal = rolePrincipal(account, name, { name: sessionName, policy, accessKeyId });
    return { accessKeyId, accessKeySecret, securityToken, expiration, principal };
  } finally {
    wipe(secret);
  }
}

/** What was understood is what the token holds. */
function sessionPolicy(text: string | null): string | null {
  if (text === null) return null;
  if (text.length > maxSessionPolicyLength) {
    throw new PolicyError("", `must not be longer than ${String(maxSessionPolicyLength)} characters`);
  }
  return JSON.stringify(parsePolicy(parseDocument(text)));
}

function durationOf({ role: { maxSessionSeconds }, durationSeconds }: NewSessionOptions): number {
  const seconds = durationSeconds ?? Math.min(usualSession, maxSessionSeconds);
  if (!Number.isInteger(seconds) || seconds < shortestSession || seconds > maxSessionSeconds) {
    const range = `${String(shortestSession)} to ${String(maxSessionSeconds)} seconds`;
    throw new AccessError("invalid", `The session must last ${range}`);
  }
  return seconds;
}
