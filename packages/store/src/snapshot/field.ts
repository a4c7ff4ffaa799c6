import { decodeBase64, encodeBase64 } from "@keyferry/bytes";
import { StoreError } from "../errors.ts";

/** How a value stands in the JSON of a snapshot: one definition for both ways. */
export interface Field<T> {
  toJson(value: T): unknown;
  /**
   * @param path where it stands, for people
   * @throws {StoreError} `corrupt` for anything that is no such value
   */
  fromJson(json: unknown, path: string): T;
}

/** What is wrong with a snapshot. */
export function corruptAt(path: string, what: string): StoreError {
  return new StoreError("corrupt", `The snapshot is damaged: ${path} is ${what}.`);
}

function plain<T>(what: string, is: (json: unknown) => json is T): Field<T> {
  return {
    toJson: (value) => value,
    fromJson: (json, path) => {
      if (is(json)) return json;
      throw corruptAt(path, `not ${what}`);
    },
  };
}

export const text = plain("a text", (json) => typeof json === "string");
export const flag = plain("true or false", (json) => typeof json === "boolean");
/** Also a time in milliseconds since the epoch. */
export const wholeNumber = plain("a whole number", (json): json is number => Number.isSafeInteger(json));

/** One of some words. */
export function oneOf<const W extends string>(...words: readonly W[]): Field<W> {
  return plain(`one of ${words.join(", ")}`, (json): json is W => words.some((word) => word === json));
}

/** Bytes, in base64. */
export const bytes: Field<Uint8Array> = {
  toJson: encodeBase64,
  fromJson: (json, path) => {
    const decoded = typeof json === "string" ? decodeBase64(json) : undefined;
    if (decoded !== undefined) return decoded;
    throw corruptAt(path, "not base64");
  },
};

/** A value, or null. */
export function orNull<T>(field: Field<T>): Field<T | null> {
  return {
    toJson: (value) => (value === null ? null : field.toJson(value)),
    fromJson: (json, path) => (json === null ? null : field.fromJson(json, path)),
  };
}

/** A list of such values. */
export function listOf<T>(field: Field<T>): Field<readonly T[]> {
  return {
    toJson: (values) => values.map((value) => field.toJson(value)),
    fromJson: (json, path) => {
      if (!Array.isArray(json)) throw corruptAt(path, "not a list");
      return json.map((value, index) => field.fromJson(value, `${path}[${String(index)}]`));
    },
  };
}

/** An object with these properties, and no others. */
export function object<T extends object>(fields: { readonly [P in keyof T]-?: Field<T[P]> }): Field<T> {
  const properties = Object.entries(fields) as readonly (readonly [string, Field<unknown>])[];
  return {
    toJson: (value) => {
      const values = value as Readonly<Record<string, unknown>>;
      return Object.fromEntries(properties.map(([name, field]) => [name, field.toJson(values[name])]));
    },
    fromJson: (json, path) => {
      if (typeof json !== "object" || json === null) throw corruptAt(path, "not an object");
      const stranger = Object.keys(json).find((name) => !Object.hasOwn(fields, name));
      if (stranger !== undefined) throw corruptAt(`${path}.${stranger}`, "not a property that is known");
      const values = json as Readonly<Record<string, unknown>>;
      return Object.fromEntries(
        properties.map(([name, field]) => [name, field.fromJson(values[name], `${path}.${name}`)]),
      ) as T;
    },
  };
}
