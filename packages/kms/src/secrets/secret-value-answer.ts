import type { SecretValue } from "@keyferry/protocol";
import type { Call } from "../call/handler.ts";
import type { SecretTarget, SecretValueTarget } from "../call/targets.ts";
import { openValue } from "./sealed-value.ts";
import { extendedConfigAnswer, rotationAnswer } from "./secret-answer.ts";
import { stagesOf } from "../call/secret-stages.ts";

/** A value of a secret, and what is told with it. */
export async function secretValueAnswer(
  { FetchExtendedConfig = false }: { readonly FetchExtendedConfig?: boolean | undefined },
  { read: { secret }, opened }: { readonly read: SecretTarget; readonly opened: SecretValueTarget },
  call: Pick<Call, "crypto">,
): Promise<SecretValue> {
  const { value } = opened;
  return {
    SecretName: secret.name,
    SecretType: secret.type,
    SecretData: await openValue(call, opened),
    SecretDataType: value.dataType,
    VersionId: value.id,
    VersionStages: stagesOf(secret.stages, value.id),
    CreateTime: new Date(value.createdAt),
    ...extendedConfigAnswer(secret, FetchExtendedConfig),
    ...rotationAnswer(secret),
  };
}
