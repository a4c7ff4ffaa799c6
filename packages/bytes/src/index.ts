export { base64Length, decodeBase64, encodeBase64, secretBase64 } from "./base64.ts";
export {
  andFinally,
  andThen,
  copyPublic,
  copySecret,
  equalBytes,
  joinPublic,
  joinSecret,
  type MaybePromise,
  plainBytes,
  publicBytes,
  publicBytesOf,
  publicNumber,
  publicUtf8,
  secretBytes,
  secretUtf8,
  wipe,
  wiping,
} from "./bytes.ts";
export { decodeBase64Url, encodeBase64Url } from "./base64-url.ts";
export { randomScalar } from "./random-scalar.ts";
export { randomPublic, randomSecret } from "./random.ts";
export { isScalar } from "./scalar-range.ts";
export { secretHmac, type HmacHash } from "./secret-hmac.ts";
