import type { Operation } from "../operation.ts";
import { operations } from "../operations/index.ts";
import { commonParameters } from "./common-parameters.ts";
import { actionsOf, formOf, parametersOf } from "./parameters.ts";
import { errorSchema, refused, responsesOf } from "./responses.ts";
import type { JsonSchema } from "./schemas.ts";

/**
 * The RPC surface of KMS as an OpenAPI 3.1 document, made from the definitions.
 *
 * All operations are called at `/`, and OpenAPI wants a path of its own for each: so each has the path `/#Name`. What follows
 * the `#` is not sent; the parameter `Action`, or the header `x-acs-action`, chooses the operation.
 */
export function openApiDocument(): JsonSchema {
  return {
    openapi: "3.1.0",
    info: {
      title: "Alibaba Cloud KMS, as Keyferry speaks it",
      version: "2016-01-20",
      description:
        "Requests are signed: by a signature among the parameters (V1), or by an Authorization header (ACS3, ACS4). " +
        "OpenAPI cannot say that a parameter is needed under one scheme and not under another: the descriptions of " +
        "the parameters say it. " +
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
            "`ACS3-HMAC-SHA256` or `ACS4-HMAC-SHA256`, with Credential, SignedHeaders and Signature. Signed are `host`, " +
            "every `x-acs-*` header, and `content-type` where there is a body",
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
        parameters: [...actionsOf(operation), ...parametersOf(operation)],
      },
    }),
    ...(methods.includes("POST") && {
      post: {
        operationId: name,
        ...shared,
        parameters: actionsOf(operation),
        requestBody: { content: { "application/x-www-form-urlencoded": { schema: formOf(operation) } } },
      },
    }),
  };
}
