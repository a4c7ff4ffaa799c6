import { operations, type Operation } from "@keyferry/protocol";
import * as z from "zod/mini";

/** The form of an answer: members by name, the type of a value, or for a list that of its items. */
export type Form = string | { readonly [member: string]: Form };

interface Model {
  names(): Readonly<Record<string, string>>;
  types(): Readonly<Record<string, ModelType>>;
}

type ModelType = string | Model | { readonly type: "array"; readonly itemType: ModelType };

/** What a version of the official client reads of answers. */
export interface ClientModels {
  /** What it reads from an operation's answer; undefined where it does not know the operation. */
  readonly answerFormOf: (operation: string) => Form | undefined;
  /** Whether it reads every member that an operation's answer always has. */
  readonly readsWholeAnswer: (operation: string) => boolean;
}

/** The models in the exports of a version of `@alicloud/kms20160120`. */
export function modelsOf(kms: object): ClientModels {
  const models = kms as Readonly<Record<string, Model | undefined>>;
  const answerFormOf = (operation: string) => {
    const model = models[`${operation}Response`];
    return model === undefined ? undefined : formOf(model);
  };
  return {
    answerFormOf,
    readsWholeAnswer(name) {
      const form = answerFormOf(name);
      const operation = (Object.values(operations) as readonly Operation[]).find(
        (each) => each.name === name,
      );
      if (form === undefined || operation === undefined) return false;
      return hasRequired(form, z.toJSONSchema(operation.answered, { io: "input", unrepresentable: "any" }));
    },
  };
}

function hasRequired(form: Form, schema: unknown): boolean {
  const { items, properties = {}, required = [] } = schema as AnswerSchema;
  if (items !== undefined) return hasRequired(form, items);
  return required.every((name) => {
    const member = typeof form === "string" ? undefined : form[name];
    return member !== undefined && hasRequired(member, properties[name]);
  });
}

/** What is read here of the JSON Schema of an answer. */
export interface AnswerSchema {
  readonly type?: unknown;
  readonly items?: unknown;
  readonly properties?: Readonly<Record<string, unknown>>;
  readonly required?: readonly string[];
}

function formOf(type: ModelType): Form {
  if (typeof type === "string") return type;
  if (!("names" in type)) return formOf(type.itemType);
  const types = type.types();
  return Object.fromEntries(
    Object.entries(type.names()).map(([member, name]) => [name, formOf(types[member] ?? "unknown")]),
  );
}
