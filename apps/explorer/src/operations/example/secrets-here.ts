import { describeSecret, listSecretVersionIds, listSecrets, type Operation } from "@keyferry/protocol";
import type { ExampleSecret } from "@keyferry/protocol/examples";
import type { Call } from "../../connection/use-call.ts";

/** What a secret is to be. */
export type SecretKind = "usual" | "managed" | "deleted";

/** How many secrets are looked at one by one. */
const maxLooks = 20;

/** A secret of a kind, and its newest version. */
export async function secretHere(
  call: Call,
  operation: Operation,
  kind: SecretKind,
): Promise<ExampleSecret | undefined> {
  const { SecretList } = await call(listSecrets, { PageSize: 100 });
  const fitting = SecretList.filter(
    ({ PlannedDeleteTime, SecretType }) =>
      (PlannedDeleteTime !== undefined) === (kind === "deleted") &&
      (kind === "deleted" || (SecretType === "Generic") === (kind === "usual")),
  );
  // Policies are of secrets of instances alone.
  const inInstance = operation.errors.includes("Forbidden.KeyPolicyUnSupported");
  for (const { SecretName } of fitting.slice(-maxLooks).reverse()) {
    if (inInstance && (await call(describeSecret, { SecretName })).DKMSInstanceId === undefined) continue;
    if (kind === "deleted") return { SecretName, VersionId: "v1" };
    const { VersionIds } = await call(listSecretVersionIds, { SecretName });
    return { SecretName, VersionId: VersionIds[0]?.VersionId ?? "v1" };
  }
  return undefined;
}
