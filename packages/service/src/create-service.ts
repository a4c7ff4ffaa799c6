import { createAccess, createSts, type Access, type AccessOptions, type Sts } from "@keyferry/access";
import { randomSecret } from "@keyferry/bytes";
import type { CryptoBackend, Sealer } from "@keyferry/crypto";
import {
  answerSigned,
  createGateway,
  createReplayGuard,
  type Gateway,
  type GatewayOptions,
  type GatewayRequest,
  type GatewayResponse,
  type HostRules,
  type KnownInstance,
  type Observers,
  type SignedWork,
} from "@keyferry/gateway";
import { createKms, regions, type Kms, type KmsOptions } from "@keyferry/kms";
import type { GatewayKind } from "@keyferry/protocol";
import type { KeyStore, NonceStore, StoreView } from "@keyferry/store";

/** What a service stands on: adapters, an account, and where it is. */
export interface ServiceOptions
  extends
    Pick<
      KmsOptions,
      | "strictProtectionLevel"
      | "hostFallback"
      | "caCertificateChainPem"
      | "quotas"
      | "rotationHook"
      | "clientKeys"
      | "messageLimits"
      | "onMessagesCounted"
    >,
    Pick<
      GatewayOptions,
      "hashes" | "vpcOf" | "throttle" | "failureLimit" | "signingClock" | "interfere" | "timer"
    > {
  readonly store: KeyStore;
  readonly nonces: NonceStore;
  readonly crypto: CryptoBackend;
  /** Opens the secrets of access keys and tokens. The host backends of `crypto` have the same one. */
  readonly sealer: Sealer;
  /** The account and its root's access key. */
  readonly root: AccessOptions["root"];
  /** The region of a request whose Host names none, such as `cn-hangzhou`. */
  readonly region: string;
  /** Milliseconds since the epoch. Default: the system's. */
  readonly clock?: () => number;
  /** So many bytes fit for keys and identifiers. Default: those of the platform's generator. */
  readonly random?: (length: number) => Uint8Array;
  /** A lower-case UUID. Default: a random one. */
  readonly newRequestId?: () => string;
  /** Whether V1 requests need a nonce, as ACS requests do. Default false. */
  readonly requireNonce?: boolean;
}

/** What a gateway of it makes of Host names. */
export interface HostOptions {
  /** Id of the instance of a dedicated gateway whose Host names none. Default: the first that there is. */
  readonly firstInstance?: string;
  /** Whether a Host may be any name or address, and chooses nothing then. Default false. */
  readonly anyName?: boolean;
}

/** Who may call by a gateway of it from web pages, who looks on, and who proves exports. */
export type OpenGatewayOptions = Partial<
  Pick<GatewayOptions, "allowedOrigins" | "explain" | "onAnswered" | "onFault" | "prove">
>;

/** A whole KMS, without any socket. */
export interface Service {
  readonly access: Access;
  readonly kms: Kms;
  readonly sts: Sts;
  /** How a gateway of a kind reads Host names: by the regions of KMS, and the instances that the store holds now. */
  hostsOf(kind: GatewayKind, options?: HostOptions): HostRules;
  /** Opens a gateway: what answers requests. All gateways share nonces and limits. */
  openGateway(hosts: HostRules, options?: OpenGatewayOptions): Gateway;
  /** Answers a signed request that asks for no operation, beside the operations of a gateway. Never rejects. */
  answerSigned(
    request: GatewayRequest,
    work: SignedWork,
    observers: Pick<Observers, "onAnswered" | "onFault"> & { readonly kind: GatewayKind },
  ): Promise<GatewayResponse>;
  /** Forgets the root's secret. Stores and backends are their owner's to close. */
  close(): void;
}

/**
 * Puts access control, the key management service, STS and their gateways together, over adapters of the caller's choice.
 * It runs wherever they do.
 *
 * @throws AccessError `invalid`: the root's account or access key is malformed
 */
export function createService(options: ServiceOptions): Service {
  const { store, nonces, crypto, sealer, root, region } = options;
  const { strictProtectionLevel, hostFallback, caCertificateChainPem, quotas, rotationHook, clientKeys } =
    options;
  const { messageLimits, onMessagesCounted } = options;
  const { hashes, vpcOf, throttle, failureLimit, signingClock, interfere, timer } = options;
  const {
    clock = Date.now,
    random = randomSecret,
    newRequestId = globalThis.crypto.randomUUID.bind(globalThis.crypto),
    requireNonce = false,
  } = options;
  const access = createAccess({
    credentials: store.identities.read,
    recipients: store.recipients.read,
    sealer,
    root,
  });
  const kms = createKms({
    ...{ crypto, store, access, sealer, clock, random },
    ...{ strictProtectionLevel, hostFallback, caCertificateChainPem, quotas, rotationHook, clientKeys },
    ...{ messageLimits, onMessagesCounted },
  });
  const sts = createSts({ access, sealer });
  const replays = createReplayGuard({ nonces, requireNonce });
  const signatures = { store, access, replays, clock, hashes, failureLimit, signingClock };

  return {
    access,
    kms,
    sts,
    hostsOf: (kind, { firstInstance, anyName = false } = {}) => ({
      kind,
      regions,
      defaultRegion: region,
      instances: (view) => knownInstances(view, firstInstance),
      anyName,
    }),
    openGateway: (hosts, { onAnswered = nobody, onFault = nobody, ...others } = {}) =>
      createGateway({
        ...{ ...signatures, kms, sts, newRequestId, vpcOf, throttle, interfere, timer },
        ...{ ...others, hosts, onAnswered, onFault },
      }),
    answerSigned: (request, work, observers) =>
      answerSigned(request, { ...signatures, newRequestId, timer, ...observers }, work),
    close: () => {
      access.close();
    },
  };
}

function nobody(): void {
  // Nobody looks on.
}

/** The instances that a Host may name now, whatever their account: the first one, while it is there, then the others. */
async function knownInstances({ everywhere }: StoreView, first?: string): Promise<readonly KnownInstance[]> {
  const rows = await everywhere.instances.list();
  const known = rows.map(({ scope, instance: { id, connection } }) => ({
    id,
    region: scope.region,
    connected: connection !== null,
  }));
  return [...known.filter(({ id }) => id === first), ...known.filter(({ id }) => id !== first)];
}
