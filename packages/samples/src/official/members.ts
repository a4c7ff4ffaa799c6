import type { SampleCall } from "../call.ts";
import { itemsOf, parametersOf, type ListItem } from "../parameters.ts";

/** A value of JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A parameter as the official SDKs type it. */
export type SdkValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "integer"; readonly digits: string; readonly bits: 32 | 64 }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "map"; readonly members: Readonly<Record<string, Json>> }
  | { readonly kind: "texts"; readonly items: readonly string[] }
  /** Objects of a class of their own: `TagResourcesRequestTag`. */
  | { readonly kind: "objects"; readonly items: readonly Readonly<Record<string, string>>[] }
  /** An object of a class of its own, with one member. */
  | { readonly kind: "object"; readonly member: string; readonly value: SdkValue };

/** A member of a request, by its wire name. */
export interface SdkMember {
  readonly name: string;
  readonly value: SdkValue;
}

/** What the official SDKs type otherwise than as text; lists are known from the definitions. A test holds it to the published metadata. */
const types: Readonly<Record<string, "int32" | "int64" | "boolean" | "map" | "objects">> = {
  NumberOfBytes: "int32",
  PageNumber: "int32",
  PageSize: "int32",
  PendingWindowInDays: "int32",
  KeyMaterialExpireUnix: "int64",
  All: "boolean",
  EnableAutomaticRotation: "boolean",
  EnableDeletionProtection: "boolean",
  FetchExtendedConfig: "boolean",
  UseLatest: "boolean",
  CustomData: "map",
  DestinationEncryptionContext: "map",
  EncryptionContext: "map",
  ExtendedConfig: "map",
  SourceEncryptionContext: "map",
  SecretsList: "objects",
};

/** Operations that no published SDK has: Alibaba Cloud's own Terraform provider calls them by name. */
const unpublished: readonly string[] = ["UpdateKmsInstance"];

/**
 * The members of a request of the official SDKs.
 *
 * @returns undefined where the SDKs have no such operation, or where a value is not of the type that they take
 */
export function sdkMembers(call: SampleCall): readonly SdkMember[] | undefined {
  const { operation } = call;
  if (operation.api !== "kms/2016-01-20" || unpublished.includes(operation.name)) return undefined;
  const parameters = parametersOf(call);
  const lists = operation.fields.filter(({ repeated }) => repeated).map(({ name }) => name);
  const members = parameters
    .filter(([name]) => !lists.some((list) => name.startsWith(`${list}.`)))
    .map(([name, text]) => memberOf(name, text));
  for (const name of lists) {
    const items = itemsOf(name, parameters);
    if (items.length > 0) members.push({ name, value: listOf(items) });
  }
  return members.every((member) => member !== undefined) ? members : undefined;
}

function memberOf(name: string, text: string): SdkMember | undefined {
  const [first = "", second] = name.split(".");
  if (second === undefined) {
    const value = valueOf(name, text);
    return value && { name, value };
  }
  const value = valueOf(second, text);
  return value && { name: first, value: { kind: "object", member: second, value } };
}

function valueOf(name: string, text: string): SdkValue | undefined {
  const type = Object.hasOwn(types, name) ? types[name] : undefined;
  switch (type) {
    case undefined:
      return { kind: "text", text };
    case "int32":
    case "int64":
      if (!/^(?:0|-?[1-9][0-9]{0,8})$/.test(text) && !(type === "int64" && /^[1-9][0-9]{0,17}$/.test(text))) {
        return undefined;
      }
      return { kind: "integer", digits: text, bits: type === "int32" ? 32 : 64 };
    case "boolean":
      return text === "true" || text === "false" ? { kind: "boolean", value: text === "true" } : undefined;
    case "map": {
      const value = jsonIn(text);
      return isObject(value) ? { kind: "map", members: value } : undefined;
    }
    case "objects": {
      const value = jsonIn(text);
      return Array.isArray(value) && value.every(isObject)
        ? { kind: "objects", items: value.map(withTexts) }
        : undefined;
    }
  }
}

function listOf(items: readonly ListItem[]): SdkValue {
  if (items.every((item) => typeof item === "string")) return { kind: "texts", items };
  return { kind: "objects", items: items.filter((item) => typeof item === "object") };
}

function jsonIn(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function isObject(value: Json | undefined): value is Readonly<Record<string, Json>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withTexts(members: Readonly<Record<string, Json>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [
      name,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
