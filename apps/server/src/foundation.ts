import type { ClientKeyMaker } from "@keyferry/crypto";
import type { NonceStore } from "@keyferry/store";
import type { Options } from "./config/option-table.ts";
import type { Closing } from "./closing.ts";
import { createClientKeys } from "./crypto/client-keys.ts";
import { createCryptoBackends, type CryptoBackends } from "./crypto/crypto-backends.ts";
import { createCryptoHealth, type CryptoHealth } from "./crypto/crypto-health.ts";
import { rootKeySource } from "./data/root-key.ts";
import { databasePlace } from "./data/database-place.ts";
import { openNonceStore } from "./data/databases.ts";
import { openSealedStore, type SealedStore } from "./data/sealed-store.ts";
import type { Metrics } from "./observe/metrics.ts";
import type { ServerSurroundings } from "./surroundings.ts";

/** What the service of a server stands on. */
export interface Foundation extends CryptoBackends, SealedStore {
  readonly nonces: NonceStore;
  readonly clientKeys: ClientKeyMaker;
  /** Of the crypto backends. */
  readonly health: CryptoHealth;
}

/** Requests are signed, and certificates are good, by the clock of the system, wherever a test has moved the service's. */
export const signingClock = Date.now;

/**
 * Opens stores and cryptography: the one place that chooses adapters.
 *
 * @throws StartError, StoreError for what does not open
 */
export async function openFoundation(
  options: Options,
  { log, rootKeyText, pin }: ServerSurroundings,
  {
    clock,
    closing,
    metrics,
  }: { readonly clock: () => number; readonly closing: Closing; readonly metrics: Metrics },
): Promise<Foundation> {
  const where = await databasePlace(options, clock);
  const rootKey = rootKeySource(options, rootKeyText);
  const { store, sealer, pseudonymOf } = closing.add(await openSealedStore({ ...where, rootKey }), (it) =>
    it.store.close(),
  );
  const nonces = closing.add(await openNonceStore({ ...where, clock: signingClock }), (it) => it.close());
  const health = createCryptoHealth({ log, metrics });
  const backends = closing.add(
    await createCryptoBackends(options, { sealer, pin, onFault: health.note }),
    (it) => it.crypto.close(),
  );
  if (backends.module !== undefined) {
    const custodies = backends.module.capabilities.map(({ custody }) => custody);
    log.info({ custodies, ...backends.module.findings }, "the hardware module is open");
  }
  return { store, nonces, sealer, pseudonymOf, clientKeys: createClientKeys(), health, ...backends };
}
