export { base64Length, decodeBase64, encodeBase64, secretBase64 } from "./base64.ts";
export { decodeBase64Url, encodeBase64Url } from "./base64-url.ts";
export { equalBytes } from "./equal-bytes.ts";
export {
  copyPublic,
  joinPublic,
  publicBytes,
  publicBytesOf,
  publicNumber,
  publicUtf8,
} from "./public-bytes.ts";
export { randomScalar } from "./random-scalar.ts";
export { randomPublic, randomSecret } from "./random.ts";
export { isScalar } from "./scalar-range.ts";
export { copySecret, joinSecret, secretBytes, secretUtf8 } from "./secret-bytes.ts";
export { secretHmac, type HmacHash } from "./secret-hmac.ts";
export { wipe, wiping } from "./wipe.ts";
