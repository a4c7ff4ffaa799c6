import { createSts, type Sts } from "@keyferry/access";
import { createKms, type Kms, type RandomBytes } from "@keyferry/kms";
import type { Closing } from "./closing.ts";
import type { Options } from "./config/option-table.ts";
import type { ReportFault } from "./observe/fault-report.ts";
import type { Foundation } from "./foundation.ts";
import { startPurging } from "./purging.ts";

/** The services that gateways lead to. */
export interface Services {
  readonly kms: Kms;
  readonly sts: Sts;
}

/** What services are started with, beside the options. */
export interface ServiceTools {
  readonly foundation: Foundation;
  readonly clock: () => number;
  readonly random: RandomBytes;
  /** What clients of dedicated gateways must trust, PEM. */
  readonly caCertificateChainPem: string | null;
  readonly closing: Closing;
  readonly reportFault: ReportFault;
}

/** Puts the services together, and has due keys deleted. */
export function startServices(options: Options, tools: ServiceTools): Services {
  const { foundation, clock, random, caCertificateChainPem, closing, reportFault } = tools;
  const { store, crypto, access, sealer } = foundation;
  const kms = createKms({
    crypto,
    store,
    access,
    clock,
    random,
    strictProtectionLevel: options["strict-protection-level"],
    hostFallback: options["host-fallback"],
    caCertificateChainPem,
  });
  startPurging(kms, { closing, reportFault });
  return { kms, sts: createSts({ access, credentials: store.identities.read, sealer }) };
}
