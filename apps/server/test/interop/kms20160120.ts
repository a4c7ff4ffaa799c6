import { createRequire } from "node:module";
import { addressOf, type Answer, type ClientKind, type Connection } from "./client-kind.ts";
import { readsWholeAnswer } from "./client-models.ts";
import { Refusal } from "./refusal.ts";

// CommonJS packages with default exports: `require` reads them the same under every loader.
const require = createRequire(import.meta.url);
/** The package. */
export const kms = require("@alicloud/kms20160120") as Package;
const requireOfKms = createRequire(require.resolve("@alicloud/kms20160120"));
const { Config } = requireOfKms("@alicloud/rpc-client") as {
  readonly Config: new (options: object) => ConstructorParameters<Package["default"]>[0];
};
const { RuntimeOptions } = requireOfKms("@alicloud/tea-util") as {
  readonly RuntimeOptions: new (options: object) => Parameters<Kms20160120["doRequest"]>[7];
};

type Package = typeof import("@alicloud/kms20160120");
/** The client itself. */
export type Kms20160120 = InstanceType<Package["default"]>;

/** A class of requests of the package. */
interface RequestClass {
  new (members: object): object;
  /** Member to wire name. */
  names(): Readonly<Record<string, string>>;
  /** Member to type. */
  types(): Readonly<Record<string, unknown>>;
}

type Method = (request: object) => Promise<{ toMap(): Answer }>;

interface RpcError extends Error {
  readonly code: string;
  readonly data: { readonly RequestId: string; readonly HttpStatus: number };
}

/**
 * `@alicloud/kms20160120` 1.x: signature V1, everything in the query of a POST. An operation goes through its typed
 * method, with an encryption context as JSON text; what the package has no method or no member for, in the request or in the
 * answer, goes through `doRequest`, which it inherits.
 */
export const kms20160120: ClientKind = {
  name: "kms20160120",
  package: "@alicloud/kms20160120",
  hasMethod: (operation) => methodName(operation) in kms.default.prototype && readsWholeAnswer(operation),
  connect(connection) {
    const client = connectKms20160120(connection);
    return {
      call: (operation, parameters) =>
        readErrors(async () => {
          const request = typedRequest(operation, parameters);
          if (request === undefined) return generalCall(client, operation, parameters);
          const response = await methodOf(client, operation)(request);
          return response.toMap();
        }),
    };
  },
};

/** The client as its users make it. */
export function connectKms20160120({ endpoint, ...accessKey }: Connection): Kms20160120 {
  const address = { ...addressOf(endpoint), regionId: "cn-hangzhou" };
  return new kms.default(new Config({ ...accessKey, ...address, type: "access_key" }));
}

/** Reads an error of the client as its users do. @throws Refusal */
export async function readErrors<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw isRpcError(error) ? refusalOf(error) : error;
  }
}

/** The request of a typed method; undefined where the package lacks the method or a member for a parameter. */
function typedRequest(operation: string, parameters: Readonly<Record<string, string>>): object | undefined {
  const found = requestClassOf(operation);
  if (found === undefined || !readsWholeAnswer(operation)) return undefined;
  const types = found.types();
  const memberOf = new Map(Object.entries(found.names()).map(([member, wireName]) => [wireName, member]));
  const members: Record<string, unknown> = {};
  for (const [wireName, value] of Object.entries(parameters)) {
    const member = memberOf.get(wireName);
    if (member === undefined) return undefined;
    members[member] = types[member] === "number" ? Number(value) : value;
  }
  return new found(members);
}

function requestClassOf(operation: string): RequestClass | undefined {
  return (kms as unknown as Readonly<Record<string, RequestClass | undefined>>)[`${operation}Request`];
}

function methodOf(client: Kms20160120, operation: string): Method {
  const name = methodName(operation);
  const method = (client as unknown as Readonly<Record<string, Method | undefined>>)[name];
  if (method === undefined) throw new Error(`the package has a request for ${operation} and no method`);
  return method.bind(client);
}

function methodName(operation: string): string {
  return `${operation.charAt(0).toLowerCase()}${operation.slice(1)}`;
}

function generalCall(
  client: Kms20160120,
  operation: string,
  parameters: Readonly<Record<string, string>>,
): Promise<Answer> {
  const runtime = new RuntimeOptions({});
  return client.doRequest(operation, "HTTPS", "POST", "2016-01-20", "AK", parameters, {}, runtime);
}

function isRpcError(error: unknown): error is RpcError {
  return error instanceof Error && "code" in error && "data" in error && error.data !== undefined;
}

function refusalOf(error: RpcError): Refusal {
  const { message, data } = error;
  // The client puts "Error" behind every code.
  const code = error.code.replace(/Error$/, "");
  return new Refusal({ code, message, requestId: data.RequestId, status: data.HttpStatus }, { cause: error });
}
