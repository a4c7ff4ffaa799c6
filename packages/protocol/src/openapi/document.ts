import type { Operation } from "../operation.ts";
import { operations } from "../operations/index.ts";
import { actionOf, formOf, parametersOf } from "./parameters.ts";
import { errorSchema, refused, responsesOf } from "./responses.ts";
import type { JsonSchema } from "./schemas.ts";

/**
 * The RPC surface of KMS as an OpenAPI 3.1 document, made from the definitions.
 *
 * All operations are called at `/`, and OpenAPI wants a path of its own for each: so each has the path `/#Name`. What follows
 * the `#` is not sent; the parameter `Action` chooses the operation.
 */
export function openApiDocument(): JsonSchema {
  return {
    openapi: "3.1.0",
    info: {
      title: "Alibaba Cloud KMS, as Keyferry speaks it",
      version: "2016-01-20",
      description:
        "Requests are signed: by a signature among the parameters (V1), or by an Authorization header (ACS3, ACS4). " +
        "Parameters are in the query, or in a form in the body of a POST; a POST may also have them in the query.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "http://127.0.0.1:7788", description: "The public gateway of a local server" }],
    security: [{ V1: [] }, { ACS: [] }],
    paths: Object.fromEntries(
      (Object.values(operations) as readonly Operation[]).map((operation) => [
        `/#${operation.name}`,
        pathOf(operation),
      ]),
    ),
    components: {
      parameters: commonParameters,
      responses: { Refused: refused },
      schemas: { Error: errorSchema },
      securitySchemes: {
        V1: {
          type: "apiKey",
          in: "query",
          name: "Signature",
          description: "HMAC-SHA1 of the sorted parameters in base64, under the secret followed by `&`",
        },
        ACS: {
          type: "apiKey",
          in: "header",
          name: "Authorization",
          description:
            "`ACS3-HMAC-SHA256` or `ACS4-HMAC-SHA256`, with Credential, SignedHeaders and Signature",
        },
      },
    },
  };
}

/** GET has its parameters in the query, POST in a form. */
function pathOf(operation: Operation): JsonSchema {
  const { name, summary, gateways, methods = ["GET", "POST"], permissions } = operation;
  const needed = permissions.map((permission) => `\`${permission}\``).join(", ");
  const shared = {
    summary,
    description: `Gateways: ${gateways.join(", ")}. Permissions: ${needed}.`,
    responses: responsesOf(operation),
  };
  return {
    parameters: Object.keys(commonParameters).map((each) => ({ $ref: `#/components/parameters/${each}` })),
    ...(methods.includes("GET") && {
      get: {
        operationId: `${name}ByGet`,
        ...shared,
        parameters: [actionOf(operation), ...parametersOf(operation)],
      },
    }),
    ...(methods.includes("POST") && {
      post: {
        operationId: name,
        ...shared,
        parameters: [actionOf(operation)],
        requestBody: { content: { "application/x-www-form-urlencoded": { schema: formOf(operation) } } },
      },
    }),
  };
}

const text: JsonSchema = { type: "string" };

/** Parameters that every request has, or may have. Those of the signature are missing where a header has it. */
const commonParameters: Readonly<Record<string, JsonSchema>> = {
  Version: { name: "Version", in: "query", required: true, schema: { type: "string", const: "2016-01-20" } },
  Format: { name: "Format", in: "query", schema: { type: "string", enum: ["JSON", "XML"] } },
  AccessKeyId: { name: "AccessKeyId", in: "query", schema: text },
  SecurityToken: { name: "SecurityToken", in: "query", schema: text },
  SignatureMethod: {
    name: "SignatureMethod",
    in: "query",
    schema: { type: "string", const: "HMAC-SHA1" },
  },
  SignatureVersion: { name: "SignatureVersion", in: "query", schema: { type: "string", const: "1.0" } },
  SignatureNonce: { name: "SignatureNonce", in: "query", schema: text },
  Timestamp: { name: "Timestamp", in: "query", schema: { type: "string", format: "date-time" } },
};
