import { joinSecret, publicUtf8, wipe } from "@keyferry/bytes";
import { bytesToHex } from "@noble/hashes/utils.js";
import { prepareAcs } from "./acs.ts";
import type { AcsSignature } from "./acs.ts";
import { dayOf } from "./claim.ts";
import { acs4Terminator, requireCredentialPart } from "./credential.ts";
import type { Acs4Scope, ScopedCredential } from "./credential.ts";
import { portableHashes, type SignatureHashes } from "./hashes.ts";
import type { SignableRequest } from "./request.ts";

const scheme = "ACS4-HMAC-SHA256";

/**
 * Signs a request by ACS4-HMAC-SHA256. It covers what `signAcs3` covers, under a key that is derived from the
 * secret for the day of x-acs-date, the region and the product. What this signs, `verifySignature` accepts.
 *
 * @throws TypeError as `signAcs3`, and when x-acs-date is no timestamp or region or product have a separator in them
 */
export function signAcs4(request: SignableRequest, credential: ScopedCredential): AcsSignature {
  const accessKeyId = requireCredentialPart("accessKeyId", credential.accessKeyId);
  const region = requireCredentialPart("region", credential.region);
  const product = requireCredentialPart("product", credential.product);
  const { signedHeaders, stringToSign, canonicalRequest } = prepareAcs(scheme, request);
  const date = dayOf(request.headers.get("x-acs-date") ?? "");
  if (date === undefined) throw new TypeError("x-acs-date is not a timestamp");
  const signature = signatureAcs4(stringToSign, credential.accessKeySecret, { date, region, product });
  const scoped = `${accessKeyId}/${date}/${region}/${product}/${acs4Terminator}`;
  const authorization = `${scheme} Credential=${scoped},SignedHeaders=${signedHeaders},Signature=${signature}`;
  return { authorization, stringToSign, canonicalRequest };
}

/** Lower-case hex of HMAC-SHA256 under the key that is derived from the secret for the scope. */
export function signatureAcs4(
  stringToSign: string,
  accessKeySecret: Uint8Array,
  scope: Acs4Scope,
  hashes: SignatureHashes = portableHashes,
): string {
  let key: Uint8Array = joinSecret(publicUtf8("aliyun_v4"), accessKeySecret);
  for (const link of [scope.date, scope.region, scope.product, acs4Terminator]) {
    const next = hashes.hmac("sha256", key, publicUtf8(link));
    wipe(key);
    key = next;
  }
  const signature = bytesToHex(hashes.hmac("sha256", key, publicUtf8(stringToSign)));
  wipe(key);
  return signature;
}
