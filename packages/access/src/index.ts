export { type Access, type AccessOptions, createAccess } from "./access.ts";
export type { AccessKey } from "./access-key.ts";
export { AccessError, type AccessErrorReason, PolicyError, UserEntryError } from "./errors.ts";
export { type NewUser, type NewUserOptions, newUser } from "./new-user.ts";
export { type Policy, type PolicyStatement, parsePolicy } from "./policy.ts";
export { type Principal, type PrincipalSession, rolePrincipal, rootPrincipal, userPrincipal } from "./principal.ts";
export type { Decision, PolicyType, Question, RequestFacts } from "./question.ts";
