import type { Credentials, TemporaryCredentials } from "./credentials.ts";

/** Where temporary credentials come from. */
export interface TemporaryCredentialsOptions {
  /** Gets new ones. */
  readonly assume: () => Promise<TemporaryCredentials>;
  /** Milliseconds since the epoch. Default `Date.now`. */
  readonly clock?: () => number;
  /** Is told why credentials were not renewed while the old ones are still good. No call fails by it, or by what it throws. */
  readonly onRenewalFailure?: (error: unknown) => void;
}

/** Shortest time between two attempts to renew, in milliseconds. */
const shortestPause = 1000;

/**
 * A provider of temporary credentials, which it renews when a tenth of their life is left. Until they end, callers are
 * given what is at hand and wait for nothing; renewals go on beside them, one at a time. A renewal that fails is tried
 * again when a tenth of the time that is left has passed. Once the credentials have ended, callers wait for new ones.
 *
 * @example
 *   const assume = createAssumeRole({ transport: sts, credentials, role: { roleArn, roleSessionName: "orders" } });
 *   const kms = createKmsClient({ transport, credentials: createTemporaryCredentials({ assume }) });
 * @returns a provider that rejects with what `assume` rejects with
 */
export function createTemporaryCredentials(options: TemporaryCredentialsOptions): () => Promise<Credentials> {
  const { assume, clock = Date.now, onRenewalFailure } = options;
  let held: TemporaryCredentials | undefined;
  let renewAt = 0;
  let renewal: Promise<TemporaryCredentials> | undefined;

  return async () => {
    const now = clock();
    if (held === undefined || now >= held.expiration) return renewed();
    if (now >= renewAt && renewal === undefined) renewed().catch(postpone);
    return held;
  };

  function renewed(): Promise<TemporaryCredentials> {
    renewal ??= renew().finally(() => {
      renewal = undefined;
    });
    return renewal;
  }

  async function renew(): Promise<TemporaryCredentials> {
    held = await assume();
    renewAt = held.expiration - (held.expiration - clock()) / 10;
    return held;
  }

  function postpone(error: unknown): void {
    const now = clock();
    renewAt = now + Math.max(shortestPause, ((held?.expiration ?? now) - now) / 10);
    try {
      onRenewalFailure?.(error);
    } catch {
      // Nobody waits for this renewal, and so for what the observer throws.
    }
  }
}
