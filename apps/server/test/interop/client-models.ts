import { createRequire } from "node:module";

/** The form of an answer: members by name, the type of a value, or for a list that of its items. */
export type Form = string | { readonly [member: string]: Form };

interface Model {
  names(): Readonly<Record<string, string>>;
  types(): Readonly<Record<string, ModelType>>;
}

type ModelType = string | Model | { readonly type: "array"; readonly itemType: ModelType };

const models = createRequire(import.meta.url)("@alicloud/kms20160120") as Readonly<
  Record<string, Model | undefined>
>;

/** What the official client reads from an operation's answer; undefined where it does not know the operation. */
export function answerFormOf(operation: string): Form | undefined {
  const model = models[`${operation}Response`];
  return model === undefined ? undefined : formOf(model);
}

function formOf(type: ModelType): Form {
  if (typeof type === "string") return type;
  if (!("names" in type)) return formOf(type.itemType);
  const types = type.types();
  return Object.fromEntries(
    Object.entries(type.names()).map(([member, name]) => [name, formOf(types[member] ?? "unknown")]),
  );
}
