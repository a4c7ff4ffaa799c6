export { base64Length, encodeBase64, decodeBase64, secretBase64 } from "./base64.ts";
export { equalBytes } from "./equal-bytes.ts";
export { copyPublic, joinPublic, publicBytes, publicBytesOf, publicUtf8 } from "./public-bytes.ts";
export { copySecret, joinSecret, randomSecret, secretBytes, secretUtf8 } from "./secret-bytes.ts";
export { wipe, wiping } from "./wipe.ts";
