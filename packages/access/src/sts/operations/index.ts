export { assumeRoleHandler } from "./assume-role.ts";
export { getCallerIdentityHandler } from "./get-caller-identity.ts";
