import { fitsSecretData } from "@keyferry/protocol";
import type { ExtendedConfig, ManagedValue } from "../../call/rotation-hook.ts";
import type { RandomBytes } from "../../keys/identifiers.ts";
import { newPassword } from "../../crypto/new-password.ts";
import { isJsonObject } from "./json-object.ts";
import type { ManagedType } from "./managed-types.ts";

/** What accounts and hosts take as a password: up to 30 characters, and of punctuation these alone: !@#$%^&*()_+-= */
const passwords = { PasswordLength: 30, ExcludeCharacters: "\"',./:;<>?[\\]{}|~`" } as const;

/** The names of what a value holds. */
export function membersOf(type: ManagedType, { SecretSubType }: ExtendedConfig): readonly string[] {
  return type.members[SecretSubType] ?? [];
}

/** Lets pass what has exactly these members, each a text that is not empty. */
export function asManagedValue(value: unknown, members: readonly string[]): ManagedValue | undefined {
  if (!isJsonObject(value) || Object.keys(value).length !== members.length) return undefined;
  const texts: Record<string, string> = {};
  for (const member of members) {
    const text = value[member];
    if (typeof text !== "string" || text === "") return undefined;
    texts[member] = text;
  }
  return texts;
}

/**
 * A value of a secret as it is sealed and answered. That of an access key says when it came. Undefined where it is too long.
 *
 * @param now milliseconds since the epoch
 */
export function managedValueText(value: ManagedValue, now: number): string | undefined {
  const came = "AccessKeyId" in value && {
    GenerateTimestamp: `${new Date(now).toISOString().slice(0, 19)}Z`,
  };
  const text = JSON.stringify({ ...value, ...came });
  return fitsSecretData(text) ? text : undefined;
}

/** Reads a value that was sealed. */
export function storedValue(text: string): ManagedValue {
  return JSON.parse(text) as ManagedValue;
}

/** A new password for an account or a host. */
export function newManagedPassword(random: RandomBytes): string {
  return newPassword(passwords, random);
}

/**
 * The next value, as far as the service can make it: another password. Of two accounts, which take turns, it is for the one
 * that is not in use. Undefined where others have to make it.
 */
export function proposedValue(
  type: ManagedType,
  { SecretSubType }: ExtendedConfig,
  { current, previous }: { readonly current: ManagedValue; readonly previous: ManagedValue | undefined },
  random: RandomBytes,
): ManagedValue | undefined {
  const password = type.password?.[SecretSubType];
  if (password === undefined) return undefined;
  const renewed = SecretSubType === "DoubleUsers" && previous !== undefined ? previous : current;
  return { ...renewed, [password]: newManagedPassword(random) };
}
