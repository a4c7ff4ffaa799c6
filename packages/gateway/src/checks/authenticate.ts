import type { Access, AccessKey, AccessView } from "@keyferry/access";
import { serviceError, ServiceError, shortened, type Operation } from "@keyferry/protocol";
import {
  readClaim,
  SignatureError,
  verifySignature,
  type SignableRequest,
  type SignatureClaim,
  type SignatureHashes,
} from "@keyferry/signature";
import type { FailureLimit } from "./failure-limit.ts";
import type { ReplayGuard } from "./replay-guard.ts";
import type { ClaimedAccessKey, RequestFacts } from "../request/request-facts.ts";

/** How ids of temporary access keys begin. */
const temporary = "STS.";

/** The region that official clients sign for when the endpoint's name tells them none. */
const anyRegion = "center";

/** What authentication stands on. */
export interface AuthenticationOptions {
  readonly access: Access;
  readonly replays: ReplayGuard;
  /** Limits signatures that fail. Default: no limit. */
  readonly failureLimit?: FailureLimit | undefined;
  /**
   * The clock that requests are signed by, in milliseconds since the epoch. Default: that of the service. They differ where
   * a test has moved the service's.
   */
  readonly signingClock?: (() => number) | undefined;
  /** What signatures are verified with. Default: hash functions in JavaScript. */
  readonly hashes?: SignatureHashes | undefined;
}

/** A request that is to be authenticated. */
export interface ClaimedRequest {
  readonly claim: SignatureClaim;
  readonly signable: SignableRequest;
  /** IP address of the peer. */
  readonly sourceAddress: string;
  /** When it arrived, milliseconds since the epoch. */
  readonly time: number;
  /** What it sees of the store. */
  readonly view: Pick<AccessView, "identities">;
}

/**
 * Finds out who signed a request: looks the access key up, checks the claim's time, verifies the signature, claims the nonce.
 *
 * @param facts is told of the access key
 * @throws ServiceError every further code of authentication; a wrong signature carries the server's string to sign
 */
export async function authenticate(
  request: ClaimedRequest,
  options: AuthenticationOptions,
  facts: Pick<RequestFacts, "accessKey">,
): Promise<Omit<AccessKey, "secret">> {
  const { failureLimit, replays } = options;
  const { claim, sourceAddress, time } = request;
  const { accessKeyId } = claim;
  facts.accessKey = { id: accessKeyId, known: false };
  failureLimit?.check(sourceAddress, accessKeyId);
  try {
    const identity = await verified(request, options, facts.accessKey);
    failureLimit?.passed(sourceAddress, accessKeyId);
    if (!identity.active) throw serviceError("InvalidAccessKeyId.Inactive");
    await replays.claimNonce(claim, options.signingClock?.() ?? time);
    return identity;
  } catch (error) {
    failureLimit?.failed(sourceAddress, accessKeyId, error);
    throw error;
  }
}

async function verified(
  { claim, signable, time, view }: ClaimedRequest,
  { access, replays, hashes, signingClock }: AuthenticationOptions,
  accessKey: ClaimedAccessKey,
): Promise<Omit<AccessKey, "secret">> {
  const { secret, ...identity } = await accessKeyOf(claim, time, access, view).catch((error: unknown) => {
    // The token of a session that is over was the service's own, and names the key.
    accessKey.known = error instanceof ServiceError && error.code === "InvalidSecurityToken.Expired";
    throw error;
  });
  accessKey.known = true;
  try {
    replays.checkTime(claim, signingClock?.() ?? time);
    const verification = verifySignature(claim, signable, secret, hashes);
    if (!verification.valid) throw doesNotMatch(verification.stringToSign);
  } finally {
    secret.fill(0);
  }
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
  view?: Pick<AccessView, "identities">,
): Promise<AccessKey> {
  if (accessKeyId.startsWith(temporary)) {
    if (securityToken === undefined) throw serviceError("MissingSecurityToken");
    const session = access.sessionKey({ accessKeyId, securityToken, now });
    if ("fault" in session) throw serviceError(tokenFaults[session.fault]);
    return session.key;
  }
  if (securityToken !== undefined) throw serviceError("InvalidSecurityToken.MismatchWithAccessKey");
  const accessKey = await access.accessKey(accessKeyId, view);
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
    if (error instanceof SignatureError) {
      throw serviceError(error.code, { reason: error.message, cause: error });
    }
    throw error;
  }
}

function doesNotMatch(stringToSign: string) {
  return serviceError("SignatureDoesNotMatch", { exactly: `server string to sign is:${stringToSign}` });
}

/**
 * Makes sure that an ACS4 signature was made for where it is used: a key that was derived for one region or product must
 * not sign for another. Its day is compared by `readClaim`. Other schemes have no scope.
 *
 * @param region of the Host, or the server's where the Host names none
 * @throws ServiceError `IncompleteSignature`
 */
export function checkCredentialScope(claim: SignatureClaim, region: string, { product }: Operation): void {
  if (claim.scheme !== "ACS4-HMAC-SHA256") return;
  if (claim.product.toLowerCase() !== product) {
    throw outOfScope(
      `product ${JSON.stringify(shortened(claim.product))}, and the request is for ${product}`,
    );
  }
  if (claim.region !== region && claim.region !== anyRegion) {
    throw outOfScope(
      `region ${JSON.stringify(shortened(claim.region))}, and the Host is of ${region}: sign for ${region}, or for ${anyRegion}`,
    );
  }
}

function outOfScope(what: string) {
  return serviceError("IncompleteSignature", { reason: `the Credential is for ${what}` });
}
