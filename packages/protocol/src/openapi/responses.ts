import { errorCatalogue, type ErrorCode } from "../errors/catalogue.ts";
import type { Operation } from "../operation.ts";
import { denialSchema } from "../wire/denial.ts";
import { wireFields, type JsonSchema } from "./schemas.ts";

/** A body in both forms in which the service answers. `Format` chooses. */
const inBothForms = (schema: JsonSchema): JsonSchema => ({
  "application/json": { schema },
  "text/xml": { schema },
});

/** What an operation answers: 200, and a row for each status that its own errors have. */
export function responsesOf({ name, answer, errors }: Operation): Readonly<Record<string, JsonSchema>> {
  const { properties, required } = wireFields(answer);
  const answered: JsonSchema = {
    type: "object",
    properties: { RequestId: { type: "string", format: "uuid" }, ...properties },
    required: ["RequestId", ...required],
    xml: { name: `${name}Response` },
  };
  const statuses = [...new Set(errors.map((code) => errorCatalogue[code].status))];
  return {
    "200": { description: "Done", content: inBothForms(answered) },
    ...Object.fromEntries(
      statuses.map((status) => [
        String(status),
        refusal(errors.filter((code) => errorCatalogue[code].status === status)),
      ]),
    ),
    default: { $ref: "#/components/responses/Refused" },
  };
}

/** What every operation may answer: the form of an error. */
export const refused: JsonSchema = {
  description: "Refused; `Code` says why",
  content: inBothForms({ $ref: "#/components/schemas/Error" }),
};

/** The form of an error. */
export const errorSchema: JsonSchema = {
  type: "object",
  properties: {
    RequestId: { type: "string", format: "uuid" },
    HostId: { type: "string" },
    Code: { type: "string", enum: Object.keys(errorCatalogue) },
    Message: { type: "string" },
    Recommend: { type: "string", format: "uri", description: "Where the code is explained" },
    HttpStatus: { type: "integer", description: "The status of the answer" },
    AccessDeniedDetail: { type: "object", description: "Of a denial", ...wireFields(denialSchema) },
  },
  required: ["RequestId", "HostId", "Code", "Message", "Recommend", "HttpStatus"],
  xml: { name: "Error" },
};

function refusal(codes: readonly ErrorCode[]): JsonSchema {
  const lines = codes.map((code) => `- \`${code}\`: ${errorCatalogue[code].message}`);
  return { description: lines.join("\n"), content: inBothForms({ $ref: "#/components/schemas/Error" }) };
}
