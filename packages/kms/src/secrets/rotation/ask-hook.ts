import { serviceError } from "@keyferry/protocol";
import type { SecretRecord, StoreScope } from "@keyferry/store";
import { secretArn } from "../../call/arn.ts";
import {
  RotationHookError,
  type ManagedValue,
  type RotationHook,
  type RotationQuestion,
  type ToldValue,
} from "../../call/rotation-hook.ts";
import { storedConfig } from "../managed/extended-config.ts";
import { isJsonObject } from "../managed/json-object.ts";
import { asManagedValue, managedValueText, membersOf } from "../managed/managed-value.ts";
import type { ManagedType } from "../managed/managed-types.ts";

/** What of a question is about the secret. */
export type AskedAbout = Omit<RotationQuestion, "Step" | "Proposed" | "New">;

/** Names a secret for questions. */
export function askedAbout(
  place: StoreScope,
  { name, type, extendedConfig }: Pick<SecretRecord, "name" | "type" | "extendedConfig">,
): AskedAbout {
  return {
    SecretArn: secretArn(place, name),
    SecretName: name,
    SecretType: type,
    ExtendedConfig: storedConfig(extendedConfig),
  };
}

/**
 * Has a hook make the next value of a secret.
 *
 * @param options.proposed what it may agree to; undefined: the value is the hook's to make
 * @param options.now milliseconds since the epoch
 * @returns the value, as it is to be sealed
 * @throws ServiceError `ServiceUnavailableTemporary`: the hook has failed
 */
export async function askForValue(
  hook: RotationHook,
  about: AskedAbout,
  {
    type,
    proposed,
    now,
  }: { readonly type: ManagedType; readonly proposed: ManagedValue | undefined; readonly now: number },
): Promise<string> {
  const question = { ...about, Step: "create", ...(proposed && { Proposed: proposed }) } as const;
  const { SecretData } = await ask(hook, question);
  const members = membersOf(type, about.ExtendedConfig);
  const value = SecretData === undefined ? proposed : asManagedValue(SecretData, members);
  if (value === undefined) throw wrongValue(`must have ${members.join(", ")}, each a text`);
  const text = managedValueText(value, now);
  if (text === undefined) throw wrongValue("is too long for a value of a secret");
  return text;
}

/**
 * Has a hook see to it that a value is accepted where it is used.
 *
 * @throws ServiceError `ServiceUnavailableTemporary`: the hook has failed
 */
export async function askToApply(hook: RotationHook, about: AskedAbout, value: ToldValue): Promise<void> {
  await ask(hook, { ...about, Step: "apply", New: value });
}

async function ask(
  hook: RotationHook,
  question: RotationQuestion,
): Promise<{ readonly SecretData?: unknown }> {
  try {
    const answer = await hook.ask(question);
    if (isJsonObject(answer)) return answer;
  } catch (error) {
    if (error instanceof RotationHookError) throw hookFailed(error);
    throw error;
  }
  throw hookFailed(new RotationHookError("its answer is no JSON object"));
}

function wrongValue(reason: string) {
  return hookFailed(new RotationHookError(`SecretData in its answer ${reason}`));
}

function hookFailed(cause: RotationHookError) {
  return serviceError("ServiceUnavailableTemporary", {
    reason: `the rotation hook: ${cause.message}`,
    cause,
  });
}
