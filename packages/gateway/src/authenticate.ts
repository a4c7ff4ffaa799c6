import type { Access, AccessKey } from "@keyferry/access";
import { serviceError, ServiceError } from "@keyferry/protocol";
import {
  readClaim,
  SignatureError,
  verifySignature,
  type SignableRequest,
  type SignatureClaim,
} from "@keyferry/signature";
import type { AuditFacts } from "./audit/make-record.ts";
import type { ReplayGuard } from "./replay-guard.ts";

/** How ids of temporary access keys begin. */
const temporary = "STS.";

/** What authentication stands on. */
export interface AuthenticationOptions {
  readonly access: Access;
  readonly replays: ReplayGuard;
}

/**
 * Finds out who signed a request: looks the access key up, checks the claim's time, verifies the signature, claims the nonce.
 *
 * @param now when the request arrived, milliseconds since the epoch
 * @param facts is told of the access key
 * @throws ServiceError every further code of authentication; a wrong signature carries the server's string to sign
 */
export async function authenticate(
  claim: SignatureClaim,
  request: SignableRequest,
  now: number,
  { access, replays }: AuthenticationOptions,
  facts: Pick<AuditFacts, "accessKey">,
): Promise<Omit<AccessKey, "secret">> {
  const accessKey = { id: claim.accessKeyId, known: false };
  facts.accessKey = accessKey;
  const { secret, ...identity } = await accessKeyOf(claim, now, access).catch((error: unknown) => {
    // The token of a session that is over was the service's own, and names the key.
    accessKey.known = error instanceof ServiceError && error.code === "InvalidSecurityToken.Expired";
    throw error;
  });
  accessKey.known = true;
  try {
    replays.checkTime(claim, now);
    const verification = verifySignature(claim, request, secret);
    if (!verification.valid) throw doesNotMatch(verification.stringToSign);
  } finally {
    secret.fill(0);
  }
  if (!identity.active) throw serviceError("InvalidAccessKeyId.Inactive");
  await replays.claimNonce(claim, now);
  return identity;
}

const tokenFaults = {
  malformed: "InvalidSecurityToken.Malformed",
  expired: "InvalidSecurityToken.Expired",
  mismatch: "InvalidSecurityToken.MismatchWithAccessKey",
} as const;

/**
 * The access key that a claim names: a temporary one comes out of its token, any other out of the store. Whoever asks wipes
 * its secret.
 *
 * @throws ServiceError `InvalidAccessKeyId.NotFound` and the codes of security tokens
 */
export async function accessKeyOf(
  { accessKeyId, securityToken }: SignatureClaim,
  now: number,
  access: Access,
): Promise<AccessKey> {
  if (accessKeyId.startsWith(temporary)) {
    if (securityToken === undefined) throw serviceError("MissingSecurityToken");
    const session = access.sessionKey({ accessKeyId, securityToken, now });
    if ("fault" in session) throw serviceError(tokenFaults[session.fault]);
    return session.key;
  }
  if (securityToken !== undefined) throw serviceError("InvalidSecurityToken.MismatchWithAccessKey");
  const accessKey = await access.accessKey(accessKeyId);
  if (accessKey === undefined) throw serviceError("InvalidAccessKeyId.NotFound");
  return accessKey;
}

/**
 * Reads what a request claims about its signature.
 *
 * @throws ServiceError `MissingAccessKeyId`, `MissingSignature`, `MissingTimestamp`, `IncompleteSignature`
 */
export function claimOf(request: SignableRequest): SignatureClaim {
  try {
    return readClaim(request);
  } catch (error) {
    if (error instanceof SignatureError)
      throw serviceError(error.code, { reason: error.message, cause: error });
    throw error;
  }
}

function doesNotMatch(stringToSign: string) {
  return serviceError("SignatureDoesNotMatch", { exactly: `server string to sign is:${stringToSign}` });
}
