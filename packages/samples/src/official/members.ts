import type { Operation } from "@keyferry/protocol";
import type { SampleCall } from "../call.ts";
import { isObject, jsonIn, type Json } from "../json.ts";
import { itemsOf, parametersOf, type ListItem } from "../parameters.ts";

/** A parameter as the official SDKs type it. */
export type SdkValue =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "integer"; readonly digits: string; readonly bits: 32 | 64 }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "map"; readonly members: Readonly<Record<string, Json>> }
  | { readonly kind: "texts"; readonly items: readonly string[] }
  /** Objects of a class of their own: `TagResourcesRequestTag`. */
  | { readonly kind: "objects"; readonly items: readonly SdkObject[] }
  /** An object of a class of its own, with one member. */
  | { readonly kind: "object"; readonly member: string; readonly value: SdkValue };

/** The members of an object of a class, by names that its definition has. */
type SdkObject = Readonly<Record<string, string | boolean>>;

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
  const lists = operation.fields.filter(({ repeated }) => repeated);
  const members = parameters
    .filter(([name]) => !lists.some((list) => name.startsWith(`${list.name}.`)))
    .map(([name, text]) => memberOf(operation, name, text));
  for (const { name, parts } of lists) {
    const items = itemsOf(name, parameters);
    if (items.length === 0) continue;
    const value = listOf(items, parts !== undefined);
    members.push(value && { name, value });
  }
  return members.every((member) => member !== undefined) ? members : undefined;
}

function memberOf(operation: Operation, name: string, text: string): SdkMember | undefined {
  const [first = "", second] = name.split(".");
  if (second === undefined) {
    const value = valueOf(operation, name, text);
    return value && { name, value };
  }
  const value = valueOf(operation, second, text);
  return value && { name: first, value: { kind: "object", member: second, value } };
}

function valueOf(operation: Operation, name: string, text: string): SdkValue | undefined {
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
    case "objects":
      return objectsIn(text, namesOf(operation, name));
  }
}

/** The names of the members of a list's objects, as the definition has them. */
function namesOf({ fields }: Operation, field: string): readonly string[] {
  const form = fields.find(({ name }) => name === field)?.form;
  return form?.kind === "json" ? (form.members ?? []) : [];
}

/**
 * A list of objects in JSON text; undefined where a member is none of `names`, which get into code, or is not of the type that
 * the SDKs take.
 */
function objectsIn(text: string, names: readonly string[]): SdkValue | undefined {
  const value = jsonIn(text);
  if (!Array.isArray(value)) return undefined;
  const items = value.filter((item: Json): item is SdkObject => {
    const members = isObject(item) ? Object.entries(item) : undefined;
    return members?.every(([name, inner]) => names.includes(name) && typeof inner === typeOf(name)) === true;
  });
  return items.length === value.length ? { kind: "objects", items } : undefined;
}

function typeOf(member: string): "boolean" | "string" {
  return Object.hasOwn(types, member) && types[member] === "boolean" ? "boolean" : "string";
}

/** A list of the one form that its class has. */
function listOf(items: readonly ListItem[], inParts: boolean): SdkValue | undefined {
  const texts = items.filter((item) => typeof item === "string");
  const objects = items.filter((item) => typeof item === "object");
  if ((inParts ? texts : objects).length > 0) return undefined;
  return inParts ? { kind: "objects", items: objects } : { kind: "texts", items: texts };
}
