import type { Json } from "../json.ts";
import type { SdkValue } from "./members.ts";

/** How a language writes the values of requests. */
export interface SdkNotation {
  readonly text: (text: string) => string;
  readonly integer: (digits: string, bits: 32 | 64) => string;
  readonly boolean: (value: boolean) => string;
  /** An object of JSON, from its members' names and code. */
  readonly json: JsonNotation;
  /** A list of texts, from their code. */
  readonly texts: (items: readonly string[]) => string;
  /** A list of objects of a class, from their code. */
  readonly objects: (name: string, items: readonly string[]) => string;
  /** An object of the class of a member, from its members' names and code. */
  readonly object: (name: string, members: readonly (readonly [string, string])[]) => string;
}

/** How a language writes JSON. */
export interface JsonNotation {
  readonly nothing: string;
  readonly text: (text: string) => string;
  /** A number that its own text says exactly. */
  readonly number: (value: number) => string;
  readonly boolean: (value: boolean) => string;
  readonly list: (items: readonly string[]) => string;
  readonly map: (members: readonly (readonly [string, string])[]) => string;
}

/** Writes a value of the member `name`, a wire name. */
export function write(notation: SdkNotation, name: string, value: SdkValue): string {
  switch (value.kind) {
    case "text":
      return notation.text(value.text);
    case "integer":
      return notation.integer(value.digits, value.bits);
    case "boolean":
      return notation.boolean(value.value);
    case "map":
      return writeJson(notation.json, value.members);
    case "texts":
      return notation.texts(value.items.map(notation.text));
    case "objects":
      return notation.objects(
        name,
        value.items.map((item) =>
          notation.object(
            name,
            Object.entries(item).map(
              ([member, inner]) =>
                [member, typeof inner === "string" ? notation.text(inner) : notation.boolean(inner)] as const,
            ),
          ),
        ),
      );
    case "object":
      return notation.object(name, [[value.member, write(notation, value.member, value.value)]]);
  }
}

function writeJson(notation: JsonNotation, value: Json): string {
  if (value === null) return notation.nothing;
  if (typeof value === "string") return notation.text(value);
  if (typeof value === "boolean") return notation.boolean(value);
  if (typeof value === "number") return notation.number(value);
  if (Array.isArray(value)) return notation.list(value.map((item: Json) => writeJson(notation, item)));
  return notation.map(
    Object.entries(value).map(([name, inner]) => [notation.text(name), writeJson(notation, inner)] as const),
  );
}
