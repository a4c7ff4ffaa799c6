import { operations, type OperationName, type Operations, type RequestOf } from "@keyferry/protocol";
import { createCaller, type Called, type Caller, type CallerOptions, type CallOptions } from "./caller.ts";
import { exportToRecipients, type ExportOutcome, type ExportToRecipients } from "./export-to-recipients.ts";

/** A method per operation, by its name in camel case. */
export type OperationMethods = {
  readonly [Name in OperationName as Uncapitalize<Name>]: <Options extends CallOptions = CallOptions>(
    request: RequestOf<Operations[Name]>,
    options?: Options,
  ) => Promise<Called<Operations[Name], Options>>;
};

/** What is no operation of KMS. */
export interface OwnMethods {
  /** See the function of that name. */
  exportToRecipients(request: ExportToRecipients, options?: CallOptions): Promise<readonly ExportOutcome[]>;
}

/** The whole client. */
export type KmsClient = OperationMethods & OwnMethods & Caller;

/**
 * Makes a client with a method per operation. It holds the whole registry; for a small bundle use `createCaller`.
 *
 * @example
 *   const kms = createKmsClient({ transport, credentials: { accessKeyId, accessKeySecret } });
 *   const { KeyMetadata } = await kms.createKey({ KeySpec: "Aliyun_SM4" });
 */
export function createKmsClient(options: CallerOptions): KmsClient {
  const caller = createCaller(options);
  const methods = Object.values(operations).map((operation: Operations[OperationName]) => [
    operation.name.charAt(0).toLowerCase() + operation.name.slice(1),
    (request: never, callOptions?: CallOptions) => caller.call(operation, request, callOptions),
  ]);
  return {
    ...(Object.fromEntries(methods) as OperationMethods),
    exportToRecipients: (request, callOptions) => exportToRecipients(caller, request, callOptions),
    ...caller,
  };
}
