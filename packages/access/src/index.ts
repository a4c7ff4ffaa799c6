export { type Access, type AccessOptions, createAccess } from "./access.ts";
export type { AccessKey } from "./access-key.ts";
export { assumeRoleQuestion } from "./assume-role-question.ts";
export {
  type Address,
  type AddressRange,
  parseAddress,
  parseAddressRange,
} from "./conditions/address-range.ts";
export type { Condition } from "./conditions/condition.ts";
export { accessDeniedDetail } from "./denial-detail.ts";
export { AccessError, type AccessErrorReason, EntryError, PolicyError } from "./errors.ts";
export type {
  AccessExplanation,
  Attachment,
  ExplainedPolicy,
  ExplainedStatement,
  Grant,
  StatementMismatch,
  StatementPlace,
} from "./explanation.ts";
export { hideTags } from "./hide-tags.ts";
export { masked } from "./masked.ts";
export { defaultKeyPolicy, type KeyPolicy, type KeyPolicyStatement } from "./key-policy.ts";
export { newGroup } from "./new-group.ts";
export { newRole } from "./new-role.ts";
export { type NewSession, type NewSessionOptions, newSession } from "./new-session.ts";
export { type NewUser, type NewUserOptions, newUser } from "./new-user.ts";
export { parsePolicy, type Policy, type PolicyStatement } from "./policy.ts";
export type { OpeningQuestion } from "./opens.ts";
export {
  type Principal,
  type PrincipalSession,
  rolePrincipal,
  rootPrincipal,
  userPrincipal,
} from "./principal.ts";
export type { Decision, PolicyType, Question, RequestFacts } from "./question.ts";
export { type KeyPolicyOptions, parseKeyPolicy } from "./parse-key-policy.ts";
export type { EntryOptions } from "./read-entry.ts";
export type { SessionClaim, SessionKey } from "./session-key.ts";
export type { StsContext } from "./sts/context.ts";
export { createSts, type Sts, type StsOptions } from "./sts/sts.ts";
export {
  defaultTrustPolicy,
  parseTrustPolicy,
  type TrustPolicy,
  type TrustPolicyStatement,
} from "./trust-policy.ts";
