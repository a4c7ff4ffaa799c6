import type { SecretStage, SecretVersionName } from "@keyferry/store";

/** The label of the value that readers get, and that of the one before it. */
export const currentStage = "ACSCurrent";
export const previousStage = "ACSPrevious";

/** How many versions a secret has at most, and how many labels, these two included. */
const maxVersions = 10;
export const maxStages = 8;

/** The version that has a label. */
export function holderOf(stages: readonly SecretStage[], name: string): string | undefined {
  return stages.find((stage) => stage.name === name)?.versionId;
}

/** Whether a secret has a value. That of a managed one has none before its first values are in use, though it has versions. */
export function hasValue({ stages }: { readonly stages: readonly SecretStage[] }): boolean {
  return holderOf(stages, currentStage) !== undefined;
}

/** The labels of a version. */
export function stagesOf(stages: readonly SecretStage[], versionId: string): readonly string[] {
  return stages.filter((stage) => stage.versionId === versionId).map(({ name }) => name);
}

/**
 * Gives a version labels, whatever had them. When the current label moves, the version that had it becomes the previous one,
 * unless that label is among those that are given.
 */
export function withStages(
  stages: readonly SecretStage[],
  versionId: string,
  names: readonly string[],
): readonly SecretStage[] {
  const before = holderOf(stages, currentStage);
  const after = names.reduce((moved, name) => moveStage(moved, name, versionId), stages);
  const isReplaced = names.includes(currentStage) && before !== undefined && before !== versionId;
  return isReplaced && !names.includes(previousStage) ? moveStage(after, previousStage, before) : after;
}

/** Takes a label away. */
export function withoutStage(stages: readonly SecretStage[], name: string): readonly SecretStage[] {
  return stages.filter((stage) => stage.name !== name);
}

/** The ids of the oldest versions without a label that have to go, so that no more than the limit are left. */
export function superfluous(
  versions: readonly SecretVersionName[],
  stages: readonly SecretStage[],
): readonly string[] {
  const free = versions.filter(({ id }) => stagesOf(stages, id).length === 0);
  return free.slice(0, Math.max(0, versions.length - maxVersions)).map(({ id }) => id);
}

/** A label that is there keeps its place. */
function moveStage(stages: readonly SecretStage[], name: string, versionId: string): readonly SecretStage[] {
  return holderOf(stages, name) === undefined
    ? [...stages, { name, versionId }]
    : stages.map((stage) => (stage.name === name ? { name, versionId } : stage));
}
