import type { Sts } from "@keyferry/access";
import type { Interfere } from "./answer/dropped-call.ts";
import { newAuditTrail, type Kms, type Scope } from "@keyferry/kms";
import {
  checkAnswer,
  parseRequest,
  receiptHeader,
  serviceError,
  wipeAnswer,
  type AnswerOf,
  type Api,
  type Format,
  type GatewayKind,
  type Operation,
  type Product,
} from "@keyferry/protocol";
import type { KeyStore } from "@keyferry/store";
import {
  authenticate,
  checkCredentialScope,
  claimOf,
  type AuthenticationOptions,
} from "./checks/authenticate.ts";
import { performDry } from "./answer/dry-run.ts";
import { placeOf, readHost, type HostRules } from "./request/host.ts";
import type { GatewayRequest } from "./request/http-message.ts";
import { readRequest, selectOperation } from "./request/read-request.ts";
import type { RequestFacts } from "./request/request-facts.ts";
import { defaultFormat, formatOf } from "./answer/responses.ts";
import { asksForReceipt, exportedKeysOf, type ExportedKey, type Prove } from "./answer/receipts.ts";
import type { Throttle } from "./checks/throttle.ts";
import type { VpcOf } from "./checks/vpc-ranges.ts";

/** What performing requests takes. */
export interface PerformerOptions extends AuthenticationOptions {
  /** Each request has a view of it. */
  readonly store: Pick<KeyStore, "view">;
  readonly kms: Pick<Kms, "call">;
  readonly sts: Sts;
  /** The gateway's kind and how it reads Host names. */
  readonly hosts: HostRules;
  /** Tells which VPC a caller of the VPC gateway is in. Default: in none. */
  readonly vpcOf?: VpcOf | undefined;
  /** Limits calls on the shared gateways. Default: no limits. */
  readonly throttle?: Throttle | undefined;
  /**
   * Asked before each operation is performed, once its caller is known: for tests, which have calls wait or fail. What it
   * throws is the refusal; see {@link DroppedCall}. Default: nothing is in the way.
   */
  readonly interfere?: Interfere | undefined;
  /** Proves exports to whom asks for it by `x-keyferry-receipt: true`. Default: nobody does, and who asks is refused. */
  readonly prove?: Prove | undefined;
}

/** What has become known of a request on its way; it is there when the request is refused, too. */
export interface Progress {
  readonly facts: RequestFacts;
  format: Format | undefined;
}

/** A request that was performed. */
export interface Performed {
  readonly operation: Operation;
  readonly format: Format;
  readonly answer: AnswerOf<Operation>;
  /** What was exported, where receipts are asked for; see `Prove`. */
  readonly exports: readonly (ExportedKey | undefined)[] | undefined;
}

/**
 * Makes the way of one request: read, find the operation, authenticate, ask the gateway's rules, parse, perform. What it
 * throws is the refusal.
 */
export function createPerformer(
  options: PerformerOptions,
): (request: GatewayRequest, time: number, progress: Progress) => Promise<Performed> {
  const { store, kms, sts, hosts } = options;
  const services: Readonly<Record<Api, Pick<Kms, "call">>> = {
    "kms/2016-01-20": kms,
    "kms/keyferry/2026-12-01": kms,
    "sts/2015-04-01": sts,
  };

  return async (request, time, progress) => {
    const { facts } = progress;
    const incoming = readRequest(request);
    const { parameters, signable } = incoming;
    const format = formatOf(parameters, defaultFormat(request.headers));
    progress.format = format;
    const host = request.headers.get("host") ?? "";
    const named = readHost(host, hosts);
    if (named.isOurs) facts.host = host;
    if (named.region !== undefined) facts.region = named.region;
    const operation = selectOperation(incoming);
    facts.operation = operation;
    checkProduct(named.product, operation);
    checkMethod(signable.method, operation);
    const claim = claimOf(signable);
    const { sourceAddress, secure } = request;
    const view = await store.view();
    const claimed = { claim, signable, sourceAddress, time, view };
    const { principal } = await authenticate(claimed, options, facts);
    facts.principal = principal;
    const place = placeOf(named, hosts, view);
    const { region, instance } = place instanceof Promise ? await place : place;
    facts.host = host;
    facts.region = region;
    facts.instance = instance;
    checkCredentialScope(claim, region, operation);
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
    const trail = newAuditTrail();
    facts.vpc = scope.vpc;
    facts.trail = trail;
    if (hosts.kind !== "dedicated") options.throttle?.count(account, operation);
    facts.dryRun = isDryRun(operation, parameters);
    const { headers } = request;
    const withReceipt = headers.has(receiptHeader) && asksForReceipt(operation, headers, options.prove);
    let exports: Performed["exports"];
    await options.interfere?.(operation);
    const call = async () => {
      checkGateway(hosts.kind, operation);
      const parsed = parseRequest(operation, parameters);
      try {
        const context = { scope, principal, view, trail, dryRun: facts.dryRun === true };
        const answer = await services[operation.api].call(operation, parsed, context);
        if (withReceipt) exports = exportedKeysOf(parsed, answer);
        return answer;
      } finally {
        // A plaintext that a caller sends may be a key.
        wipeAnswer(parsed);
      }
    };
    if (!facts.dryRun) {
      const answer = await call();
      return { operation, format, answer, exports };
    }
    return performDry(call, (answer) => {
      checkAnswer(operation, answer, format);
      for (const { refusal } of trail.exports ?? []) if (refusal !== undefined) throw refusal;
    });
  };
}

/**
 * A Host that names a product has nothing of another.
 *
 * @throws ServiceError `InvalidVersion`
 */
function checkProduct(product: Product | null, { product: own, name }: Operation): void {
  if (product === null || product === own) return;
  throw serviceError("InvalidVersion", {
    reason: `${name} is an operation of ${own}, and the Host is one of ${product}`,
  });
}

/** @throws ServiceError `UnsupportedHTTPMethod` */
function checkMethod(method: string, { name, methods }: Operation): void {
  if (methods === undefined || methods.some((own) => own === method)) return;
  throw serviceError("UnsupportedHTTPMethod", { reason: `${name} takes ${methods.join(", ")}` });
}

/** @throws ServiceError `UnsupportedOperation` for an operation that is not offered on a gateway of this kind */
function checkGateway(kind: GatewayKind, { name, gateways }: Operation): void {
  if (gateways.includes(kind)) return;
  throw serviceError("UnsupportedOperation", { reason: `${name} is not offered on the ${kind} gateway` });
}

/**
 * Whether a request is a dry run, read before anything else of it is parsed: a bad parameter is an outcome too.
 *
 * @throws ServiceError `InvalidParameter` for a value that is neither true nor false
 */
function isDryRun({ dryRun }: Operation, parameters: ReadonlyMap<string, string>): boolean {
  const text = parameters.get("DryRun") ?? "";
  if (!dryRun || text === "" || text === "false") return false;
  if (text === "true") return true;
  throw serviceError("InvalidParameter", { parameter: "DryRun", reason: "must be true or false" });
}
