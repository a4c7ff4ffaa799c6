import { encodeBase64, joinSecret, publicBytesOf, wipe } from "@keyferry/bytes";
import { portableHashes, type SignatureHashes } from "./hashes.ts";
import { encodeAllButMarks, encodeMarks, encodeQueryAgain, sortByBytes } from "./canonical-query.ts";

const ampersand = publicBytesOf(0x26);
const decoder = new TextDecoder();

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
  const message = messageV1(request.method, request.parameters);
  return { signature: signatureV1(message, accessKeySecret), stringToSign: textOfMessage(message) };
}

/** Base64 of HMAC-SHA1 under the secret's bytes and `&`. */
export function signatureV1(
  message: Uint8Array,
  accessKeySecret: Uint8Array,
  hashes: SignatureHashes = portableHashes,
): string {
  const key = joinSecret(accessKeySecret, ampersand);
  const mac = hashes.hmac("sha1", key, message);
  wipe(key);
  return encodeBase64(mac);
}

/** What a V1 signature is over: the string to sign, in ASCII. @throws TypeError on an unpaired surrogate */
export function messageV1(method: string, parameters: ReadonlyMap<string, string>): Uint8Array {
  return encodeQueryAgain(sortedQuery(parameters), method + "&%2F&");
}

/** The parameters sorted and percent-encoded: what the string to sign has once more encoded. @throws as `messageV1` */
export function canonicalQueryV1(parameters: ReadonlyMap<string, string>): string {
  return encodeMarks(sortedQuery(parameters));
}

/** Percent-encoded, but for the marks. */
function sortedQuery(parameters: ReadonlyMap<string, string>): string {
  let query = "";
  let separator = "";
  for (const name of sortByBytes(parameters.keys())) {
    if (name === "Signature") continue;
    query += separator + encodeAllButMarks(name) + "=" + encodeAllButMarks(parameters.get(name) ?? "");
    separator = "&";
  }
  return query;
}

/** The string to sign that is in a message. */
export function textOfMessage(message: Uint8Array): string {
  return decoder.decode(message);
}
