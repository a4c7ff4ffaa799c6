export { base64Length, base64Text, decodeBase64, encodeBase64 } from "./base64.ts";
export { equalBytes } from "./equal-bytes.ts";
export { copyPublic, joinPublic, publicBytes, publicBytesOf, publicUtf8 } from "./public-bytes.ts";
export { copySecret, joinSecret, randomSecret, secretBytes, secretUtf8 } from "./secret-bytes.ts";
export { wipe, wiping } from "./wipe.ts";
