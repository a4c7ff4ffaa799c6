import RPCClient from "@alicloud/pop-core";

/** An access key with its secret. */
export interface Credential {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** The access key that a server has when it is told of none. */
export const builtIn: Credential = { accessKeyId: "keyferry", accessKeySecret: "keyferry-loopback-only" };

/** What a call answers, read as its users do: members by name. */
export interface Answer {
  readonly RequestId: string;
  readonly KeyId: string;
  readonly KeyVersionId: string;
  readonly Plaintext: string;
  readonly CiphertextBlob: string;
  readonly PrivateKeyData: string;
  readonly ExportedDataKey: string;
  readonly KeyMetadata: Readonly<Record<string, string>>;
  readonly Keys: { readonly Key: readonly { readonly KeyId: string; readonly KeyArn: string }[] };
  readonly Aliases: { readonly Alias: readonly { readonly AliasName: string; readonly KeyId: string }[] };
  readonly Regions: { readonly Region: readonly { readonly RegionId: string }[] };
  readonly TotalCount: number;
}

/** What the official client throws. */
export interface Failure extends Error {
  readonly code: string;
  readonly data: { readonly RequestId: string; readonly HostId: string; readonly Message: string };
  readonly entry: { readonly response: { readonly statusCode: number } };
}

/** HTTP method that a client uses. */
export type Method = "GET" | "POST";

/** Calls an operation through the official client. */
export type Call = (action: string, parameters?: Readonly<Record<string, unknown>>) => Promise<Answer>;

/** The official client, `@alicloud/pop-core`, pointed at a gateway. */
export function officialClient(
  endpoint: string,
  { accessKeyId, accessKeySecret }: Credential = builtIn,
  method: Method = "POST",
): Call {
  const client = new RPCClient({ endpoint, apiVersion: "2016-01-20", accessKeyId, accessKeySecret });
  return (action, parameters = {}) => client.request<Answer>(action, parameters, { method });
}

/** What a call that must fail has thrown. */
export async function failureOf(call: Promise<Answer>): Promise<Failure> {
  const answer = await call.catch((error: unknown) => error);
  if (answer instanceof Error && "code" in answer) return answer as Failure;
  throw new Error("the call did not fail as the official client fails", { cause: answer });
}
