import {
  encodeRequest,
  readAnswer,
  ServiceError,
  type Answered,
  type Operation,
  type RequestOf,
} from "@keyferry/protocol";
import type { Transport, TransportResponse } from "@keyferry/transport";
import type { CredentialsProvider } from "./credentials.ts";
import { signedRequest } from "./sign.ts";

/** What a client stands on. */
export interface CallerOptions {
  readonly transport: Transport;
  readonly credentials: CredentialsProvider;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
}

/** How one call is made. */
export interface CallOptions {
  readonly signal?: AbortSignal;
}

/** Calls operations of the service. */
export interface Caller {
  /**
   * Calls an operation.
   *
   * @throws ServiceError what the service answered, or `InvalidParameter` for a request that cannot be encoded
   * @throws TransportError when no answer came
   */
  call<O extends Operation>(operation: O, request: RequestOf<O>, options?: CallOptions): Promise<Answered<O>>;
  /**
   * Asks whether a call would be performed; nothing is.
   *
   * @throws ServiceError `ValidationError` or `AccessDeniedError`, with the reason in the message
   */
  dryRun<O extends Operation & { readonly dryRun: true }>(
    operation: O,
    request: RequestOf<O>,
    options?: CallOptions,
  ): Promise<void>;
  /** Calls an operation with its parameters as they travel, and gives the answer unread. */
  send(
    operation: Operation,
    parameters: ReadonlyMap<string, string>,
    options?: CallOptions,
  ): Promise<TransportResponse>;
}

/**
 * Makes the client's primitive. It knows no operation: what is not handed to it is not bundled.
 *
 * @example
 *   const caller = createCaller({ transport, credentials: { accessKeyId, accessKeySecret } });
 *   const { ExportedDataKey } = await caller.call(exportDataKey, { ... });
 */
export function createCaller({ transport, credentials, clock = Date.now }: CallerOptions): Caller {
  return {
    async call(operation, request, options) {
      return read(operation, await send(operation, encodeRequest(operation, request), options));
    },

    async dryRun(operation, request, options) {
      const parameters = encodeRequest(operation, request).set("DryRun", "true");
      try {
        read(operation, await send(operation, parameters, options));
      } catch (error) {
        if (error instanceof ServiceError && error.code === "DryRunOperationError") return;
        throw error;
      }
      throw new ServiceError({
        code: "InternalFailure",
        status: 200,
        message: `The dry run of ${operation.name} was performed: the service does not know DryRun.`,
      });
    },

    send,
  };

  function send(
    { name, api, repeatable }: Operation,
    parameters: ReadonlyMap<string, string>,
    { signal }: CallOptions = {},
  ): Promise<TransportResponse> {
    const version = api.slice(api.indexOf("/") + 1);
    return transport.send(
      async () =>
        signedRequest({
          host: transport.host,
          action: name,
          version,
          parameters,
          credentials: typeof credentials === "function" ? await credentials() : credentials,
          now: clock(),
          nonce: crypto.randomUUID(),
        }),
      { repeatable, signal },
    );
  }
}

function read<O extends Operation>(operation: O, { status, body }: TransportResponse): Answered<O> {
  return readAnswer(operation, { status, text: body, format: "JSON" });
}
