import type { BackendConformanceOptions } from "./backend-bench.ts";
import type { ConformanceCheck } from "./conformance-check.ts";
import { custodyChecks } from "./custody-checks.ts";
import { dataKeyChecks } from "./data-key-checks.ts";
import { encryptionChecks } from "./encryption-checks.ts";
import { asymmetricEncryptionChecks } from "./asymmetric-encryption-checks.ts";
import { keyPairChecks } from "./key-pair-checks.ts";
import { macChecks } from "./mac-checks.ts";
import { recipientKeyChecks } from "./recipient-key-checks.ts";
import { signatureChecks } from "./signature-checks.ts";
import { rewrapChecks } from "./rewrap-checks.ts";

/**
 * What every backend promises, as a list for any test runner. What a backend claims it must do; what it does not
 * claim it must refuse as `unsupported`.
 */
export function backendConformance(options: BackendConformanceOptions): readonly ConformanceCheck[] {
  return [
    ...encryptionChecks(options),
    ...dataKeyChecks(options),
    ...rewrapChecks(options),
    ...custodyChecks(options),
    ...recipientKeyChecks(options),
    ...keyPairChecks(options),
    ...signatureChecks(options),
    ...asymmetricEncryptionChecks(options),
    ...macChecks(options),
  ];
}
