import type { SecretRecord } from "./records.ts";

/**
 * What of a secret does not go with these versions: the first label that is there twice, or whose version is not among them,
 * and a rotation to such a version; undefined: all does.
 */
export function strayPart(
  { stages, rotation }: Pick<SecretRecord, "stages" | "rotation">,
  versions: readonly { readonly id: string }[],
): string | undefined {
  const ids = new Set(versions.map(({ id }) => id));
  const names = stages.map(({ name }) => name);
  const stray = stages.find(({ name, versionId }, at) => !ids.has(versionId) || names.indexOf(name) !== at);
  if (stray !== undefined) return `label ${stray.name}`;
  const next = rotation?.begun?.versionId ?? null;
  return next === null || ids.has(next) ? undefined : "rotation";
}
