import { hideTags, type Access, type AccessExplanation, type Question } from "@keyferry/access";
import { adviceOnAccess } from "./about-access.ts";

/** A denial, explained. */
export interface DenialFindings {
  readonly access: AccessExplanation;
  readonly advice: readonly string[];
}

/**
 * Explains why a question was answered by no, to the one who asked: without the values of the resource's tags, and without
 * what the policy of another account's key says.
 */
export async function explainDenial(question: Question, access: Access): Promise<DenialFindings> {
  const whole = hideTags(await access.explain(question));
  const shown = ownerOf(question.resource) === question.principal.account ? whole : withoutKeyPolicy(whole);
  return { access: shown, advice: adviceOnAccess(shown) };
}

/** What to do about an instance's public access switch. */
export function adviceOnPublicAccess(instance: string): string {
  return (
    `No policy denies this: the public access of instance ${instance} is off, so that its keys cannot be used through ` +
    "the public gateway. Use its dedicated gateway or the VPC gateway."
  );
}

function ownerOf(resource: string): string | undefined {
  return resource.split(":")[3];
}

function withoutKeyPolicy(explanation: AccessExplanation): AccessExplanation {
  const { policies, deniedBy } = explanation;
  return {
    ...explanation,
    policies: policies.filter(({ attachedTo }) => attachedTo.kind !== "key"),
    deniedBy: deniedBy.filter(({ attachedTo }) => attachedTo.kind !== "key"),
  };
}
