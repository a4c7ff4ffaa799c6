import * as z from "zod/mini";

/** A JSON Schema (draft 2020-12), as OpenAPI 3.1 has them. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** What an operation's fields look like on the wire: JSON Schema by name of the field, and which of them must be there. */
export interface WireFields {
  readonly properties: Readonly<Record<string, JsonSchema>>;
  readonly required: readonly string[];
}

/** The wire form of a request or an answer, as its schema tells it. A form that a schema cannot tell is `{}`. */
export function wireFields(schema: z.ZodMiniObject): WireFields {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" });
  return { properties: properties as WireFields["properties"], required };
}
