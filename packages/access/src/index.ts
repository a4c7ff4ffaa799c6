export { type Access, type AccessOptions, createAccess } from "./access.ts";
export type { AccessKey } from "./identities/access-key.ts";
export { assumeRoleQuestion } from "./decision/assume-role-question.ts";
export {
  type Address,
  type AddressRange,
  parseAddress,
  parseAddressRange,
} from "./conditions/address-range.ts";
export type { Condition } from "./conditions/condition.ts";
export { parseDate } from "./conditions/literals.ts";
export { accessDeniedDetail } from "./decision/denial-detail.ts";
export { AccessError, type AccessErrorReason, EntryError, PolicyError } from "./errors.ts";
export type {
  AccessExplanation,
  Attachment,
  ExplainedPolicy,
  ExplainedStatement,
  Grant,
  StatementMismatch,
  StatementPlace,
} from "./decision/explanation.ts";
export { hideTags } from "./decision/hide-tags.ts";
export { type Certification, newRecipient, type NewRecipientOptions } from "./recipients/new-recipient.ts";
export { isRecipientName, recipientNameForm } from "./syntax/recipient-name.ts";
export type { RecipientGroup } from "./reach/candidates.ts";
export type { ExportReach, ReachedRecipients } from "./reach/export-reach.ts";
export type { Reach, RemainingCondition } from "./reach/reach.ts";
export { type Exporter, type WhoMayExport, whoMayExport } from "./reach/who-may-export.ts";
export { masked } from "./syntax/masked.ts";
export { defaultKeyPolicy, type KeyPolicy, type KeyPolicyStatement } from "./policies/key-policy.ts";
export { newGroup } from "./identities/new-group.ts";
export { newRole } from "./identities/new-role.ts";
export { type NewSession, type NewSessionOptions, newSession } from "./identities/new-session.ts";
export { type NewUser, type NewUserOptions, newUser } from "./identities/new-user.ts";
export { parsePolicy, type Policy, type PolicyStatement } from "./policies/policy.ts";
export type { AnyActionQuestion } from "./decision/allows-any.ts";
export type { AccessView } from "./decision/evidence.ts";
export {
  type Principal,
  type PrincipalSession,
  rolePrincipal,
  rootPrincipal,
  userPrincipal,
} from "./principal.ts";
export type { AskedRecipient, Decision, PolicyType, Question, RequestFacts } from "./question.ts";
export { type KeyPolicyOptions, parseKeyPolicy } from "./policies/parse-key-policy.ts";
export type { EntryOptions } from "./identities/read-entry.ts";
export type { SessionClaim, SessionKey } from "./identities/session-key.ts";
export type { StsContext } from "./sts/context.ts";
export { createSts, type Sts } from "./sts/sts.ts";
export type { StsOptions } from "./sts/handler.ts";
export {
  defaultTrustPolicy,
  parseTrustPolicy,
  type TrustPolicy,
  type TrustPolicyStatement,
} from "./policies/trust-policy.ts";
