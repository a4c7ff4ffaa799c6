import { createRequire } from "node:module";
import { findOperation } from "@keyferry/protocol";
import type { Answer, ClientKind } from "./client-kind.ts";
import { Refusal } from "./refusal.ts";

const require = createRequire(import.meta.url);

type RpcClient = typeof import("@alicloud/pop-core");

interface PopCoreError extends Error {
  readonly code: string;
  readonly data: { readonly RequestId: string };
  readonly entry: { readonly response: { readonly statusCode: number } };
}

/**
 * `@alicloud/pop-core`: signature V1; GET puts everything in the query, POST everything in the form. Its users say the method
 * with each call, so that an operation that takes POST alone is sent so by either kind.
 *
 * @param installed the name that the version is installed under
 */
export function popCore(method: "GET" | "POST", installed = "@alicloud/pop-core"): ClientKind {
  const RPCClient = require(installed) as RpcClient;
  return {
    name: `${installed.replace("@alicloud/", "")} ${method}`,
    package: installed,
    way: method,
    connect(connection) {
      const client = new RPCClient({ ...connection, apiVersion: "2016-01-20" });
      return {
        async call(operation, parameters) {
          try {
            const options = { method: takesPostAlone(operation) ? "POST" : method };
            return await client.request<Answer>(operation, parameters, options);
          } catch (error) {
            throw isPopCoreError(error) ? refusalOf(error) : error;
          }
        },
      };
    },
  };
}

function takesPostAlone(action: string): boolean {
  const operation = findOperation("2016-01-20", action);
  return typeof operation === "object" && operation.methods?.includes("GET") === false;
}

function isPopCoreError(error: unknown): error is PopCoreError {
  return error instanceof Error && "code" in error && "data" in error && "entry" in error;
}

function refusalOf(error: PopCoreError): Refusal {
  const { code, message, data, entry } = error;
  const parts = { code, message, requestId: data.RequestId, status: entry.response.statusCode };
  return new Refusal(parts, { cause: error });
}
