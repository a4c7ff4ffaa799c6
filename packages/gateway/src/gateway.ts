import type { Access, Sts } from "@keyferry/access";
import type { AuditTrail, Kms, Scope } from "@keyferry/kms";
import {
  contentTypes,
  parseRequest,
  renderAnswer,
  renderError,
  serviceError,
  ServiceError,
  wipeAnswer,
  type Api,
  type ErrorCode,
  type Format,
  type Operation,
} from "@keyferry/protocol";
import { StoreError, type NonceStore } from "@keyferry/store";
import { makeRecord, type AuditedRequest, type AuditFacts } from "./audit/make-record.ts";
import type { AuditRecord } from "./audit/record.ts";
import { authenticate, claimOf } from "./authenticate.ts";
import { isDryRun, performDry } from "./dry-run.ts";
import type { Refusal } from "./explain/refusal.ts";
import { defaultFormat, formatOf, presumedFormat } from "./format.ts";
import { readHost, type HostRules, type Product } from "./host.ts";
import type { GatewayRequest, GatewayResponse } from "./http-message.ts";
import { readRequest } from "./incoming.ts";
import { selectOperation } from "./select-operation.ts";
import type { Throttle } from "./throttle.ts";
import type { VpcOf } from "./vpc-ranges.ts";

/** A fault of the service itself. */
export interface Fault {
  /** Id of the request that met it. */
  readonly requestId: string;
  readonly error: unknown;
}

/** What a gateway stands on. */
export interface GatewayOptions {
  readonly kms: Pick<Kms, "call">;
  readonly sts: Sts;
  readonly access: Access;
  readonly nonces: NonceStore;
  /** The gateway's kind and how it reads Host names. */
  readonly hosts: HostRules;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** A lower-case UUID. */
  readonly newRequestId: () => string;
  /** Refuses V1 requests without a nonce. Default false. */
  readonly requireNonce?: boolean;
  /** Tells which VPC a caller of the VPC gateway is in. Default: in none. */
  readonly vpcOf?: VpcOf;
  /** Limits calls on the shared gateways. Default: no limits. */
  readonly throttle?: Throttle;
  /** Called once per request, handled or refused, after its answer is known. What it throws goes to `onFault`. */
  readonly audit: (record: AuditRecord) => void;
  /** Told of faults of the service itself, which callers see as an answer of 500 or 503. Must not throw. */
  readonly onFault: (fault: Fault) => void;
  /**
   * Takes in a refusal and answers the URL of its explanation, for the header `x-keyferry-explain`. Must not throw.
   * Default: nothing is explained.
   */
  readonly explain?: (refusal: Refusal) => string;
}

/** One gateway: the same door for a socket, a test and a worker. */
export interface Gateway {
  /** Answers a request. Never rejects. */
  handle(request: GatewayRequest): Promise<GatewayResponse>;
  /**
   * The answer to a request that could not be read whole, such as one that Node's HTTP parser refused. It is JSON: the
   * form that was asked for may stand in what was not read, and JSON is what no client chokes on. It is audited like any
   * other.
   *
   * @param request.hostId the Host, as far as it is known
   * @param request.sourceAddress IP address of the peer
   */
  refuse(
    code: ErrorCode,
    request: { readonly hostId: string; readonly sourceAddress: string },
  ): GatewayResponse;
}

/** What has become known of a request on its way, when it is refused. */
interface Progress {
  readonly facts: AuditFacts;
  format: Format | undefined;
}

/** Makes a gateway. */
export function createGateway(options: GatewayOptions): Gateway {
  const { kms, sts, hosts, clock, newRequestId, audit, onFault, requireNonce = false } = options;
  const services: Readonly<Record<Api, Pick<Kms, "call">>> = { "kms/2016-01-20": kms, "sts/2015-04-01": sts };
  const authentication = { access: options.access, nonces: options.nonces, requireNonce };

  return {
    async handle(request) {
      const time = clock();
      const requestId = newRequestId();
      const hostId = request.headers.get("host") ?? "";
      const progress: Progress = { facts: {}, format: undefined };
      let response: GatewayResponse;
      let code: string | undefined;
      try {
        const { operation, answer, format } = await perform(request, time, progress);
        response = respond(200, renderAnswer(operation, answer, requestId, format), format, requestId);
      } catch (error) {
        const known = asServiceError(error, requestId);
        code = known.code;
        const format = progress.format ?? presumedFormat(request);
        const refusal = respond(
          known.status,
          renderError(known, { requestId, hostId }, format),
          format,
          requestId,
        );
        response =
          known.retryAfter === undefined
            ? refusal
            : withHeader(refusal, "x-acs-retry-after", String(known.retryAfter));
        response = explained(response, { time, requestId, error: known, request, facts: progress.facts });
      }
      const { sourceAddress } = request;
      const { status } = response;
      record({ time, requestId, host: hostId, sourceAddress, status, code }, progress.facts);
      return response;
    },

    refuse(code, { hostId, sourceAddress }) {
      const time = clock();
      const requestId = newRequestId();
      const error = serviceError(code);
      record({ time, requestId, host: hostId, sourceAddress, status: error.status, code }, {});
      const body = renderError(error, { requestId, hostId }, "JSON");
      const refusal = { time, requestId, error, request: undefined, facts: {} };
      return explained(respond(error.status, body, "JSON", requestId), refusal);
    },
  };

  function explained(response: GatewayResponse, refusal: Omit<Refusal, "gateway">): GatewayResponse {
    const url = options.explain?.({ ...refusal, gateway: hosts.kind });
    return url === undefined ? response : withHeader(response, "x-keyferry-explain", url);
  }

  /** The way of one request: read, find the operation, authenticate, ask the gateway's rules, parse, perform. */
  async function perform(request: GatewayRequest, time: number, progress: Progress) {
    const { facts } = progress;
    const incoming = readRequest(request);
    const { parameters, signable } = incoming;
    const format = formatOf(parameters, defaultFormat(request.headers));
    progress.format = format;
    const named = readHost(request.headers.get("host") ?? "", hosts);
    const { product, region, instance } = named instanceof Promise ? await named : named;
    facts.region = region;
    facts.instance = instance;
    const operation = selectOperation(incoming);
    facts.operation = operation;
    checkProduct(product, operation);
    checkMethod(signable.method, operation);
    const claim = claimOf(signable);
    facts.accessKeyId = claim.accessKeyId;
    const { principal } = await authenticate(claim, signable, time, authentication);
    facts.principal = principal;
    const { sourceAddress, secure } = request;
    const { account } = principal;
    const scope: Scope = {
      account,
      region,
      gateway: hosts.kind,
      instance,
      sourceAddress,
      fromVpc: hosts.kind === "vpc",
      vpc: hosts.kind === "vpc" ? (options.vpcOf?.(sourceAddress) ?? null) : null,
      secure,
      time,
    };
    const trail: AuditTrail = { resources: [], custodies: [], keyVersions: [] };
    facts.vpc = scope.vpc;
    facts.trail = trail;
    if (hosts.kind !== "dedicated") options.throttle?.count(account, operation, time);
    facts.dryRun = isDryRun(operation, parameters);
    const call = async () => {
      checkGateway(operation);
      const parsed = parseRequest(operation, parameters);
      try {
        return await services[operation.api].call(operation, parsed, { scope, principal, trail });
      } finally {
        // A plaintext that a caller sends may be a key.
        wipeAnswer(parsed);
      }
    };
    return { operation, format, answer: await (facts.dryRun ? performDry(call) : call()) };
  }

  function checkGateway({ name, gateways }: Operation): void {
    if (gateways.includes(hosts.kind)) return;
    const reason = `${name} is not offered on the ${hosts.kind} gateway`;
    throw serviceError("UnsupportedOperation", { reason });
  }

  function record(request: Omit<AuditedRequest, "gateway" | "duration">, facts: AuditFacts): void {
    try {
      audit(makeRecord({ ...request, gateway: hosts.kind, duration: clock() - request.time }, facts));
    } catch (error) {
      onFault({ requestId: request.requestId, error });
    }
  }

  function asServiceError(error: unknown, requestId: string): ServiceError {
    if (error instanceof ServiceError && error.status < 500) return error;
    onFault({ requestId, error });
    if (error instanceof ServiceError) return error;
    const unavailable = error instanceof StoreError && error.reason === "unavailable";
    return serviceError(unavailable ? "ServiceUnavailableTemporary" : "InternalFailure", { cause: error });
  }
}

function checkMethod(method: string, { name, methods }: Operation): void {
  if (methods === undefined || methods.some((own) => own === method)) return;
  throw serviceError("UnsupportedHTTPMethod", { reason: `${name} takes ${methods.join(", ")}` });
}

/** A Host that names a product has nothing of another. */
function checkProduct(product: Product | null, { api, name }: Operation): void {
  const own = api.slice(0, api.indexOf("/"));
  if (product === null || product === own) return;
  throw serviceError("InvalidVersion", {
    reason: `${name} is an operation of ${own}, and the Host is one of ${product}`,
  });
}

function withHeader(response: GatewayResponse, name: string, value: string): GatewayResponse {
  return { ...response, headers: { ...response.headers, [name]: value } };
}

function respond(status: number, body: string, format: Format, requestId: string): GatewayResponse {
  const headers = {
    "content-type": contentTypes[format],
    "x-acs-request-id": requestId,
    // Answers hold plaintext and ciphertext of keys: nothing on the way may keep them.
    "cache-control": "no-store",
  };
  return { status, headers, body };
}
