import { refuseWeakRoot } from "./access-key-strength.ts";
import { readAllowedOrigins } from "./allowed-origins.ts";
import { readCryptoList } from "./crypto-list.ts";
import { readDatabase } from "./database-option.ts";
import { isLoopback } from "./loopback.ts";
import { optionTable, type Options } from "./option-table.ts";
import { readQuotas } from "./quotas.ts";
import { readRotationHook } from "./rotation-hook-option.ts";
import { StartError } from "./start-error.ts";
import { readCertificateSource } from "./tls-options.ts";
import { readVpcRanges } from "./vpc-ranges.ts";

/**
 * Refuses what would not be safe, and what does not exist yet.
 *
 * @throws StartError
 */
export function checkOptions(options: Options): void {
  const { host, workers } = options;
  if (!isLoopback(host)) refuseWeakRoot(options);
  const backends = readCryptoList(options);
  readCertificateSource(options);
  readVpcRanges(options);
  readQuotas(options);
  readAllowedOrigins(options);
  readRotationHook(options);
  if (workers !== 1) {
    throw new StartError(`--workers ${String(workers)}: more than one process is not supported yet`);
  }
  readDatabase(options);
  if (options["test-controls"] && !isLoopback(host)) {
    throw new StartError(
      `--test-controls lets its callers move the clock and drop calls: it is for loopback only, not for --host ${host}`,
    );
  }
  if (options.ephemeral && backends.includes("pkcs11")) {
    throw new StartError(
      "--ephemeral keeps nothing, and keys in a token would stay there when the server that knows them is gone: " +
        "leave pkcs11 out of --crypto, or keep a data folder",
    );
  }
  if (options.ephemeral && options.data !== optionTable.data.kind.preset) {
    throw new StartError(
      "--ephemeral keeps nothing, so there is no use for --data: leave one of the two out",
    );
  }
}
