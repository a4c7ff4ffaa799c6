import {
  encodeRequest,
  readAnswer,
  receiptHeader,
  serviceError,
  ServiceError,
  type Answered,
  type AnswerOf,
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
  /** Whether the answer must come with a receipt of what was exported; see `@keyferry/receipt`. Keyferry alone gives them. */
  readonly receipt?: boolean;
}

/**
 * How a call of an operation is made: one that exports to several recipients has receipts in its answer, one for each, and no
 * receipt of the whole. `exportToRecipients` asks for those.
 */
export type OptionsOf<O extends Operation> = "Recipients" extends keyof AnswerOf<O>
  ? CallOptions & { readonly receipt?: false }
  : CallOptions;

/** What a call answers: with a receipt where its options ask for one. */
export type Called<O extends Operation, Options extends CallOptions> = Options extends {
  readonly receipt: true;
}
  ? Answered<O> & Receipted
  : Answered<O>;

/** What comes with an answer that has a receipt. */
export interface Receipted {
  /** A JSON Web Signature in compact form; `verifyReceipt` of `@keyferry/receipt` reads it. */
  readonly receipt: string;
}

/** Calls operations of the service. */
export interface Caller {
  /**
   * Calls an operation.
   *
   * @throws ServiceError what the service answered; `InvalidParameter` for a request that cannot be encoded, and where an
   *   operation that exports nothing is asked for a receipt; `InternalFailure` where an answer has none that was asked for
   * @throws TransportError when no answer came
   */
  call<O extends Operation, Options extends OptionsOf<O> = OptionsOf<O>>(
    operation: O,
    request: RequestOf<O>,
    options?: Options,
  ): Promise<Called<O, Options>>;
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
    async call<O extends Operation, Options extends OptionsOf<O>>(
      operation: O,
      request: RequestOf<O>,
      options?: Options,
    ) {
      const response = await send(operation, encodeRequest(operation, request), options);
      const answer = read(operation, response);
      const whole =
        options?.receipt === true ? { ...answer, receipt: receiptIn(response, operation) } : answer;
      return whole as Called<O, Options>;
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

  async function send(
    { name, version, repeatable, exports }: Operation,
    parameters: ReadonlyMap<string, string>,
    { signal, receipt = false }: CallOptions = {},
  ): Promise<TransportResponse> {
    if (receipt && exports !== true) {
      throw serviceError("InvalidParameter", { reason: `${name} exports nothing, and has no receipt` });
    }
    return transport.send(
      async () =>
        signedRequest({
          host: transport.host,
          action: name,
          version,
          parameters,
          headers: receipt ? { [receiptHeader]: "true" } : {},
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

/** @throws ServiceError `InternalFailure` where there is none: the service does not know of receipts */
function receiptIn({ headers, status }: TransportResponse, { name }: Operation): string {
  const receipt = headers[receiptHeader];
  if (receipt !== undefined && receipt !== "") return receipt;
  const message = `${name} was performed, and no receipt came: the service gives none.`;
  throw new ServiceError({ code: "InternalFailure", status, message });
}
