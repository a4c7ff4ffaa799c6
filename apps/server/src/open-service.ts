import type { Faults } from "@keyferry/controls";
import { createFailureLimit, createThrottle } from "@keyferry/gateway";
import type { CountedMessages, RandomBytes, RotationHook } from "@keyferry/kms";
import { createService, type Service } from "@keyferry/service";
import type { Closing } from "./closing.ts";
import { isLoopback } from "./config/loopback.ts";
import type { Options } from "./config/option-table.ts";
import { readQuotas } from "./config/quotas.ts";
import { readVpcRanges } from "./config/vpc-ranges.ts";
import { signatureHashes } from "./crypto/signature-hashes.ts";
import { signingClock, type Foundation } from "./foundation.ts";

/** How many signatures of an address may fail in a minute, where others can reach the server. */
const failuresOfStrangers = 100;

/** What the service is put together of, beside the options. */
export interface ServiceDependencies {
  readonly foundation: Foundation;
  readonly clock: () => number;
  readonly random: RandomBytes;
  /** What clients of dedicated gateways must trust, PEM. */
  readonly caCertificateChainPem: string | null;
  /** Renews the values of managed secrets. */
  readonly rotationHook: RotationHook | undefined;
  readonly closing: Closing;
  /** Told of each block of messages that is counted. */
  readonly onMessagesCounted: (counted: CountedMessages) => void;
  /** Of a server under test. */
  readonly faults: Faults | undefined;
}

/** Puts the service together as the options ask for. */
export function openService(options: Options, dependencies: ServiceDependencies): Service {
  const { foundation, closing, faults, ...others } = dependencies;
  const { store, nonces, crypto, sealer, clientKeys } = foundation;
  const mostFailures = options["failed-signatures"] ?? (isLoopback(options.host) ? 0 : failuresOfStrangers);
  const service = createService({
    ...others,
    ...{ store, nonces, crypto, sealer, clientKeys },
    root: {
      account: options["account-id"],
      accessKeyId: options["access-key-id"],
      accessKeySecret: options["access-key-secret"],
    },
    region: options.region,
    strictProtectionLevel: options["strict-protection-level"],
    hostFallback: options["host-fallback"],
    requireNonce: options["require-nonce"],
    hashes: signatureHashes,
    ...(faults && { interfere: faults.interfere, signingClock }),
    vpcOf: readVpcRanges(options),
    quotas: readQuotas(options),
    throttle: options.profile === "alibaba" ? createThrottle() : undefined,
    failureLimit: mostFailures > 0 ? createFailureLimit(mostFailures) : undefined,
  });
  return closing.add(service, (it) => {
    it.close();
  });
}
