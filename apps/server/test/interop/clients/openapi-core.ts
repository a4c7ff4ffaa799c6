import { createRequire } from "node:module";
import { addressOf, type Answer, type ClientKind, type OfficialClient } from "./client-kind.ts";
import { Refusal } from "./refusal.ts";
import { rpcCall } from "./rpc-call.ts";

// A CommonJS package with a default export: `require` reads it the same under every loader.
const require = createRequire(import.meta.url);
const { default: Client, $OpenApiUtil } = require("@alicloud/openapi-core") as Package;
const { RuntimeOptions } = createRequire(require.resolve("@alicloud/openapi-core"))(
  "@darabonba/typescript",
) as { readonly RuntimeOptions: new (options: object) => Runtime };

type Package = typeof import("@alicloud/openapi-core");
type Runtime = Parameters<InstanceType<Package["default"]>["callApi"]>[2];

interface DaraError extends Error {
  readonly code: string;
  readonly requestId: string;
  readonly statusCode: number;
}

/** `@alicloud/openapi-core`, which the newest SDKs are built on, through its `callApi`. */
export function openapiCore(signature: "ACS3" | "V1", placement: "query" | "form"): ClientKind {
  return {
    name: `openapi-core ${signature} ${placement}`,
    package: "@alicloud/openapi-core",
    way: `${signature} ${placement}`,
    connect: (connection) =>
      connectOpenapiCore(
        { ...connection, ...(signature === "V1" && { signatureAlgorithm: "v2" }) },
        placement,
      ),
  };
}

/** The client as its users make it, from the members of its configuration. */
export function connectOpenapiCore(
  { endpoint, ...config }: Readonly<Record<string, unknown>> & { readonly endpoint: string },
  placement: "query" | "form" = "query",
): OfficialClient {
  const client = new Client(new $OpenApiUtil.Config({ ...config, ...addressOf(endpoint) }));
  return {
    async call(action, parameters) {
      const request = new $OpenApiUtil.OpenApiRequest(
        placement === "query" ? { query: parameters } : { body: parameters },
      );
      try {
        const params = new $OpenApiUtil.Params(rpcCall(action));
        const answered = await client.callApi(params, request, new RuntimeOptions({}));
        return (answered as { readonly body: Answer }).body;
      } catch (error) {
        throw isDaraError(error) ? refusalOf(error) : error;
      }
    },
  };
}

function isDaraError(error: unknown): error is DaraError {
  return error instanceof Error && "code" in error && "requestId" in error && "statusCode" in error;
}

function refusalOf(error: DaraError): Refusal {
  const { code, message, requestId, statusCode: status } = error;
  return new Refusal({ code, message, requestId, status }, { cause: error });
}
