import { intervalText } from "@keyferry/protocol";
import type { SecretRecord, TagRecord } from "@keyferry/store";

/**
 * What is told of a secret's renewal: nothing of one that nothing renews. When it comes next is told while it comes by itself,
 * and not where it has failed.
 */
export function rotationAnswer({ rotation }: SecretRecord): {
  readonly AutomaticRotation?: string;
  readonly LastRotationDate?: Date;
  readonly NextRotationDate?: Date;
  readonly RotationInterval?: string;
} {
  if (rotation === null) return {};
  const { automatic, intervalSeconds, lastAt, nextAt } = rotation;
  const isOn = automatic === "Enabled";
  return {
    AutomaticRotation: automatic,
    ...(lastAt !== null && { LastRotationDate: new Date(lastAt) }),
    ...(isOn && nextAt !== null && { NextRotationDate: new Date(nextAt) }),
    ...(isOn && intervalSeconds !== null && { RotationInterval: intervalText(intervalSeconds) }),
  };
}

/** The day on which a secret will be gone: absent where nobody has deleted it. */
export function plannedDeletion({ deleteAt }: SecretRecord): { readonly PlannedDeleteTime?: Date } {
  return deleteAt === null ? {} : { PlannedDeleteTime: new Date(deleteAt) };
}

/** What a managed secret is for, where it is asked for: a generic one has nothing of it. */
export function extendedConfigAnswer(
  { extendedConfig }: SecretRecord,
  isAsked = true,
): { readonly ExtendedConfig?: string } {
  return isAsked && extendedConfig !== null ? { ExtendedConfig: extendedConfig } : {};
}

/** Tags in an answer. */
export function tagsAnswer(tags: readonly TagRecord[]) {
  return tags.map(({ key, value }) => ({ TagKey: key, TagValue: value }));
}
