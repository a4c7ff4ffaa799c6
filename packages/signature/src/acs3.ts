import { publicUtf8 } from "@keyferry/bytes";
import { bytesToHex } from "@noble/hashes/utils.js";
import { prepareAcs } from "./acs.ts";
import type { AcsSignature } from "./acs.ts";
import { requireCredentialPart } from "./credential.ts";
import type { Credential } from "./credential.ts";
import { portableHashes, type SignatureHashes } from "./hashes.ts";
import type { SignableRequest } from "./request.ts";

const scheme = "ACS3-HMAC-SHA256";

/**
 * Signs a request by ACS3-HMAC-SHA256. It covers the method, path, query, body, `host`, `content-type` and every
 * `x-acs-*` header; the caller has set them (see `contentSha256`). What this signs, `verifySignature` accepts.
 *
 * @throws TypeError when a header that must be signed is absent or empty, when x-acs-content-sha256 is not the body's,
 *   when the access key id has a separator in it, and on an unpaired surrogate
 */
export function signAcs3(request: SignableRequest, credential: Credential): AcsSignature {
  const accessKeyId = requireCredentialPart("accessKeyId", credential.accessKeyId);
  const { signedHeaders, stringToSign, canonicalRequest } = prepareAcs(scheme, request);
  const signature = signatureAcs3(stringToSign, credential.accessKeySecret);
  const authorization = `${scheme} Credential=${accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`;
  return { authorization, stringToSign, canonicalRequest };
}

/** Lower-case hex of HMAC-SHA256 under the secret's bytes. */
export function signatureAcs3(
  stringToSign: string,
  accessKeySecret: Uint8Array,
  hashes: SignatureHashes = portableHashes,
): string {
  return bytesToHex(hashes.hmac("sha256", accessKeySecret, publicUtf8(stringToSign)));
}
