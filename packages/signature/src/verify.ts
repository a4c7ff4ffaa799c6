import { canonicalRequest, contentSha256, stringToSignAcs } from "./acs.ts";
import { signatureAcs3 } from "./acs3.ts";
import { signatureAcs4 } from "./acs4.ts";
import type { Acs3Claim, Acs4Claim, SignatureClaim } from "./claim.ts";
import { equalText } from "./constant-time.ts";
import { headerValue } from "./header-value.ts";
import type { SignableRequest } from "./request.ts";
import { parametersV1, signV1 } from "./v1.ts";

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
 */
export function verifySignature(
  claim: SignatureClaim,
  request: SignableRequest,
  accessKeySecret: Uint8Array,
): Verification {
  if (claim.scheme !== "V1") return verifyAcs(claim, request, accessKeySecret);
  const parameters = parametersV1(request);
  const { signature, stringToSign } = signV1({ method: request.method, parameters }, accessKeySecret);
  return equalText(signature, claim.signature) ? { valid: true } : { valid: false, stringToSign };
}

function verifyAcs(
  claim: Acs3Claim | Acs4Claim,
  request: SignableRequest,
  accessKeySecret: Uint8Array,
): Verification {
  const { scheme, signedHeaders } = claim;
  const payloadHash = contentSha256(request.body);
  const canonical = canonicalRequest({ ...request, scheme, signedHeaders, payloadHash });
  const stringToSign = stringToSignAcs(scheme, canonical);
  const signature =
    claim.scheme === "ACS3-HMAC-SHA256"
      ? signatureAcs3(stringToSign, accessKeySecret)
      : signatureAcs4(stringToSign, accessKeySecret, claim);
  const bodyIsMeant = headerValue(request.headers, "x-acs-content-sha256") === payloadHash;
  return equalText(signature, claim.signature) && bodyIsMeant
    ? { valid: true }
    : { valid: false, stringToSign, canonicalRequest: canonical };
}
