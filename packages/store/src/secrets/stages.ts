import type { SecretRecord } from "./records.ts";

/** The first label of a secret that is there twice, or whose version is not among these; undefined: there is none. */
export function strayStage(
  { stages }: Pick<SecretRecord, "stages">,
  versions: readonly { readonly id: string }[],
): string | undefined {
  const ids = new Set(versions.map(({ id }) => id));
  const names = stages.map(({ name }) => name);
  return stages.find(({ name, versionId }, at) => !ids.has(versionId) || names.indexOf(name) !== at)?.name;
}
