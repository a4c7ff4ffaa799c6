import { encodeBase64, joinSecret, publicBytesOf, publicUtf8, secretHmac, wipe } from "@keyferry/bytes";
import { sha1 } from "@noble/hashes/legacy.js";
import { sortByBytes } from "./byte-order.ts";
import { SignatureError } from "./errors.ts";
import { percentEncodeTwice } from "./percent-encoding.ts";
import type { SignableRequest } from "./request.ts";

const ampersand = publicBytesOf(0x26);

/** A V1 signature and how it came about. */
export interface V1Signature {
  /** Base64, to be sent as the parameter `Signature`. */
  readonly signature: string;
  readonly stringToSign: string;
}

/**
 * Signs an RPC request by signature version 1.0 (HMAC-SHA1). It covers the method and every parameter of query and
 * form, empty ones too; a parameter named `Signature` is left out. Headers are not covered.
 *
 * @param request.method in upper case
 * @param request.parameters decoded; the caller has put AccessKeyId, SignatureMethod and the others among them
 * @param accessKeySecret UTF-8 bytes
 * @throws TypeError on an unpaired surrogate
 */
export function signV1(
  request: { readonly method: string; readonly parameters: ReadonlyMap<string, string> },
  accessKeySecret: Uint8Array,
): V1Signature {
  const stringToSign = stringToSignV1(request.method, request.parameters);
  const key = joinSecret(accessKeySecret, ampersand);
  const mac = secretHmac(sha1, key, publicUtf8(stringToSign));
  wipe(key);
  return { signature: encodeBase64(mac), stringToSign };
}

/**
 * Query and form as one map. A name may stand in both with one value, as some clients have it.
 *
 * @throws SignatureError `IncompleteSignature` when a name has two values: which one is meant must not be a guess
 */
export function parametersV1(request: SignableRequest): ReadonlyMap<string, string> {
  if (request.form.size === 0) return request.query;
  const merged = new Map(request.query);
  for (const [name, value] of request.form) {
    if ((merged.get(name) ?? value) !== value) {
      throw new SignatureError(
        "IncompleteSignature",
        "a parameter has one value in the query, another in the form",
      );
    }
    merged.set(name, value);
  }
  return merged;
}

// The canonical query is percent-encoded a second time as a whole, so its `=` and `&` are written encoded at once.
function stringToSignV1(method: string, parameters: ReadonlyMap<string, string>): string {
  let text = method + "&%2F&";
  let separator = "";
  for (const name of sortByBytes(parameters.keys())) {
    if (name === "Signature") continue;
    text += separator + percentEncodeTwice(name) + "%3D" + percentEncodeTwice(parameters.get(name) ?? "");
    separator = "%26";
  }
  return text;
}
