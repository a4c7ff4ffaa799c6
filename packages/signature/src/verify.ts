import { canonicalRequest, contentSha256, stringToSignAcs } from "./acs.ts";
import { signatureAcs3 } from "./acs3.ts";
import { signatureAcs4 } from "./acs4.ts";
import type { Acs3Claim, Acs4Claim, SignatureClaim } from "./claim.ts";
import { portableHashes, type SignatureHashes } from "./hashes.ts";
import { headerValue } from "./header-value.ts";
import type { SignableRequest } from "./request.ts";
import { messageV1, signatureV1, textOfMessage } from "./v1.ts";

/** Whether a signature is right; if not, what the server signed, for the caller to compare with. */
export type Verification =
  | { readonly valid: true }
  | {
      readonly valid: false;
      readonly stringToSign: string;
      /** ACS3 and ACS4 only. */
      readonly canonicalRequest?: string;
    };

/**
 * Verifies the signature that a request claims, and of an ACS request also that x-acs-content-sha256 is the hash of
 * the body. The comparison takes constant time. Whether the timestamp is near and the nonce is new is the caller's
 * to check, afterwards.
 *
 * @param claim what `readClaim` read from this same request
 * @param accessKeySecret UTF-8 bytes of the secret of `claim.accessKeyId`
 * @param hashes default: those in JavaScript, which run everywhere. A platform's own are faster over long requests
 */
export function verifySignature(
  claim: SignatureClaim,
  request: SignableRequest,
  accessKeySecret: Uint8Array,
  hashes: SignatureHashes = portableHashes,
): Verification {
  if (claim.scheme !== "V1") return verifyAcs(claim, request, accessKeySecret, hashes);
  const message = messageV1(request.method, request.parameters);
  return equalText(signatureV1(message, accessKeySecret, hashes), claim.signature)
    ? { valid: true }
    : { valid: false, stringToSign: textOfMessage(message) };
}

function verifyAcs(
  claim: Acs3Claim | Acs4Claim,
  request: SignableRequest,
  accessKeySecret: Uint8Array,
  hashes: SignatureHashes,
): Verification {
  const { scheme, signedHeaders } = claim;
  const payloadHash = contentSha256(request.body, hashes);
  const canonical = canonicalRequest({ ...request, scheme, signedHeaders, payloadHash });
  const stringToSign = stringToSignAcs(scheme, canonical, hashes);
  const signature =
    claim.scheme === "ACS3-HMAC-SHA256"
      ? signatureAcs3(stringToSign, accessKeySecret, hashes)
      : signatureAcs4(stringToSign, accessKeySecret, claim, hashes);
  const bodyIsMeant = headerValue(request.headers, "x-acs-content-sha256") === payloadHash;
  return equalText(signature, claim.signature) && bodyIsMeant
    ? { valid: true }
    : { valid: false, stringToSign, canonicalRequest: canonical };
}

/** Whether two texts are equal, in a time that depends on their lengths only. */
export function equalText(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let index = 0; index < a.length; index++) difference |= a.charCodeAt(index) ^ b.charCodeAt(index);
  return difference === 0;
}
