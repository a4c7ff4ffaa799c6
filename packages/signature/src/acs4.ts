import { joinSecret, publicUtf8, wipe } from "@keyferry/bytes";
import { bytesToHex } from "@noble/hashes/utils.js";
import { prepareAcs } from "./acs.ts";
import type { AcsSignature } from "./acs.ts";
import { requireCredentialPart } from "./credential.ts";
import type { ScopedCredential } from "./credential.ts";
import { portableHashes, type SignatureHashes } from "./hashes.ts";
import type { SignableRequest } from "./request.ts";
import { parseTimestamp } from "./timestamp.ts";

const scheme = "ACS4-HMAC-SHA256";

/** Last part of every ACS4 credential and last link of its key chain. */
export const acs4Terminator = "aliyun_v4_request";

/** What an ACS4 key is good for: one day, one region, one product. */
export interface Acs4Scope {
  /** UTC day of x-acs-date, `yyyyMMdd`. */
  readonly date: string;
  readonly region: string;
  readonly product: string;
}

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

/** The day of a timestamp as ACS4 credentials write it, `yyyyMMdd`; undefined when it is no timestamp. */
export function dayOf(timestamp: string): string | undefined {
  return parseTimestamp(timestamp) === undefined ? undefined : timestamp.slice(0, 10).replaceAll("-", "");
}
