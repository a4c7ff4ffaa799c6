import { createRequire } from "node:module";
import { addressOf, type Answer, type ClientKind, type Connection } from "./client-kind.ts";
import { modelsOf } from "./client-models.ts";
import { Refusal } from "./refusal.ts";

// CommonJS packages with default exports: `require` reads them the same under every loader.
const require = createRequire(import.meta.url);

type Kms = typeof import("@alicloud/kms20160120");
/** The client itself. */
export type Kms20160120 = InstanceType<Kms["default"]>;

/** A version of the package, with what its users take of the packages beneath. */
export interface KmsPackage {
  readonly kms: Kms;
  readonly Config: new (options: object) => ConstructorParameters<Kms["default"]>[0];
  readonly RuntimeOptions: new (options: object) => Parameters<Kms20160120["doRequest"]>[7];
}

/** Loads the package that is installed under a name. */
export function loadKms(installed = current): KmsPackage {
  const beneath = createRequire(require.resolve(installed));
  return {
    kms: require(installed) as Kms,
    ...(beneath("@alicloud/rpc-client") as Pick<KmsPackage, "Config">),
    ...(beneath("@alicloud/tea-util") as Pick<KmsPackage, "RuntimeOptions">),
  };
}

const current = "@alicloud/kms20160120";

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
 *
 * @param installed the name that the version is installed under
 */
export function kms20160120(installed = current): ClientKind {
  const loaded = loadKms(installed);
  const models = modelsOf(loaded.kms);
  return {
    name: installed.replace("@alicloud/", ""),
    package: installed,
    hasMethod: (operation) =>
      methodName(operation) in loaded.kms.default.prototype && models.readsWholeAnswer(operation),
    connect(connection) {
      const client = connectKms20160120(connection, loaded);
      return {
        call: (operation, parameters) =>
          readErrors(async () => {
            const typed = models.readsWholeAnswer(operation)
              ? typedRequest(loaded.kms, operation, parameters)
              : undefined;
            if (typed === undefined) return generalCall(loaded, client, operation, parameters);
            const response = await methodOf(client, operation)(typed);
            return response.toMap();
          }),
      };
    },
  };
}

/** The client as its users make it. */
export function connectKms20160120(
  { endpoint, ...accessKey }: Connection,
  { kms, Config }: KmsPackage = loadKms(),
): Kms20160120 {
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
function typedRequest(
  kms: Kms,
  operation: string,
  parameters: Readonly<Record<string, string>>,
): object | undefined {
  const found = (kms as unknown as Readonly<Record<string, RequestClass | undefined>>)[`${operation}Request`];
  if (found === undefined) return undefined;
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
  { RuntimeOptions }: KmsPackage,
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
