export { getKeyPolicy } from "./get-key-policy.ts";
export { setKeyPolicy } from "./set-key-policy.ts";
