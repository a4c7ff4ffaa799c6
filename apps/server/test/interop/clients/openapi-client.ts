import { createRequire } from "node:module";
import { addressOf, type Answer, type ClientKind } from "./client-kind.ts";
import { Refusal } from "./refusal.ts";
import { rpcCall } from "./rpc-call.ts";

// A CommonJS package with a default export: `require` reads it the same under every loader.
const require = createRequire(import.meta.url);
const { default: Client, Config, OpenApiRequest, Params } = require("@alicloud/openapi-client") as Package;
const { RuntimeOptions } = createRequire(require.resolve("@alicloud/openapi-client"))(
  "@alicloud/tea-util",
) as { readonly RuntimeOptions: new (options: object) => Runtime };

type Package = typeof import("@alicloud/openapi-client");
type Runtime = Parameters<InstanceType<Package["default"]>["callApi"]>[2];

interface TeaError extends Error {
  readonly code: string;
  readonly data: { readonly RequestId: string; readonly statusCode: number };
}

/** `@alicloud/openapi-client`, which the current SDKs of every product are built on, through its `callApi`. */
export function openapiClient(signature: "ACS3" | "V1", placement: "query" | "form"): ClientKind {
  return {
    name: `openapi-client ${signature} ${placement}`,
    package: "@alicloud/openapi-client",
    way: `${signature} ${placement}`,
    connect({ endpoint, ...accessKey }) {
      const client = new Client(
        new Config({
          ...accessKey,
          ...addressOf(endpoint),
          ...(signature === "V1" && { signatureAlgorithm: "v2" }),
        }),
      );
      return {
        async call(action, parameters) {
          const request = new OpenApiRequest(
            placement === "query" ? { query: parameters } : { body: parameters },
          );
          try {
            const params = new Params(rpcCall(action));
            const answered = await client.callApi(params, request, new RuntimeOptions({}));
            return (answered as { readonly body: Answer }).body;
          } catch (error) {
            throw isTeaError(error) ? refusalOf(error) : error;
          }
        },
      };
    },
  };
}

function isTeaError(error: unknown): error is TeaError {
  return error instanceof Error && "code" in error && "data" in error && error.data !== undefined;
}

function refusalOf(error: TeaError): Refusal {
  const { code, message, data } = error;
  return new Refusal({ code, message, requestId: data.RequestId, status: data.statusCode }, { cause: error });
}
