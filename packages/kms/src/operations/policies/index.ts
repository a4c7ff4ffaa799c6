export { getKeyPolicyHandler } from "./get-key-policy.ts";
export { setKeyPolicyHandler } from "./set-key-policy.ts";
