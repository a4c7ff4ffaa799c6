import type { Operation } from "../operation.ts";
import { header, neededBy, query, type CommonParameter } from "./common-parameters.ts";
import { wireFields, type JsonSchema } from "./schemas.ts";

/** A parameter of the query, in the words of OpenAPI. */
interface QueryParameter {
  readonly name: string;
  readonly in: "query";
  readonly required: boolean;
  readonly description?: string;
  readonly style?: "form";
  readonly explode?: true;
  readonly schema: JsonSchema;
}

/** What chooses an operation: a parameter under V1, a header under ACS. */
export function actionsOf({ name }: Operation): readonly CommonParameter[] {
  const schema: JsonSchema = { type: "string", const: name };
  return [query("Action", neededBy("V1"), schema), header("x-acs-action", neededBy("ACS"), schema)];
}

/** An operation's own parameters, `DryRun` among them where it takes that. */
export function parametersOf(operation: Operation): readonly QueryParameter[] {
  const { properties } = wireFields(operation.request);
  const own = operation.fields.map(({ name, required, repeated, hint }): QueryParameter => {
    const schema = properties[name] ?? {};
    if (repeated) {
      return { name, in: "query", required, style: "form", explode: true, schema: numbered(name, schema) };
    }
    return { name, in: "query", required, ...(hint !== undefined && { description: hint }), schema };
  });
  return operation.dryRun ? [...own, dryRun] : own;
}

const dryRun: QueryParameter = {
  name: "DryRun",
  in: "query",
  required: false,
  description: "true: checks the request and does nothing",
  schema: { type: "string", enum: ["true", "false"] },
};

/** The same parameters as a form in the body of a POST. */
export function formOf(operation: Operation): JsonSchema {
  const parameters = parametersOf(operation);
  const plain = parameters.filter(({ explode }) => explode === undefined);
  const repeated = parameters.filter(({ explode }) => explode === true);
  return {
    type: "object",
    properties: Object.fromEntries(plain.map(({ name, schema }) => [name, schema])),
    ...(repeated.length > 0 && {
      patternProperties: Object.assign(
        {},
        ...repeated.map(({ schema }) => schema["patternProperties"]),
      ) as JsonSchema,
    }),
    required: plain.flatMap(({ name, required }) => (required ? [name] : [])),
  };
}

/** A list as it travels: `ResourceId.1`, `ResourceId.2`, or `Tag.1.Key`, `Tag.1.Value` where its items have members. */
function numbered(name: string, list: JsonSchema): JsonSchema {
  const item = list["items"] as JsonSchema;
  const members = item["properties"] as Readonly<Record<string, JsonSchema>> | undefined;
  const begin = `^${name}\\.[1-9][0-9]*`;
  return {
    type: "object",
    patternProperties:
      members === undefined
        ? { [`${begin}$`]: item }
        : Object.fromEntries(
            Object.entries(members).map(([member, schema]) => [`${begin}\\.${member}$`, schema]),
          ),
  };
}
