import type { AskedRecipient, Question } from "@keyferry/access";
import type { RecipientRecord } from "@keyferry/store";
import { accessOf, allow, ci, deny, facts, key, policy, type Statement } from "./world.ts";

export type Condition = NonNullable<Statement["Condition"]>;

/** A recipient with an RSA key. */
export const hsm: AskedRecipient = {
  fingerprint: "ab".repeat(32),
  spec: "RSA_2048",
  algorithm: "RSAES_OAEP_SHA_256",
};
/** A recipient with a key on SM2's curve. */
export const other: AskedRecipient = { fingerprint: "cd".repeat(32), spec: "EC_SM2", algorithm: "SM2PKE" };

/** The question whether `ci` may export to a recipient, with what differs. */
export const exportTo = (recipient?: AskedRecipient, differences: Partial<Question> = {}): Question => ({
  ...{ principal: ci, action: "kms:ExportDataKey", resource: key, facts, recipient },
  ...differences,
});

/** Whether an Allow, and whether a Deny, with this condition applies to a question, where recipients have these names. */
export async function applies(
  condition: Condition,
  question: Question,
  recipients: readonly RecipientRecord[] = [],
): Promise<{ readonly allow: boolean; readonly deny: boolean }> {
  const allowing = accessOf({ user: [policy({ ...allow("*"), Condition: condition })], recipients });
  const denied = { ...deny("*"), Condition: condition };
  const denying = accessOf({ user: [policy(allow("*"), denied)], recipients });
  return {
    allow: (await allowing.decide(question)).allowed,
    deny: !(await denying.decide(question)).allowed,
  };
}
