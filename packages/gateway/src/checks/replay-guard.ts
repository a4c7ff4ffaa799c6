import { serviceError } from "@keyferry/protocol";
import { parseTimestamp, type SignatureClaim } from "@keyferry/signature";
import type { NonceStore } from "@keyferry/store";

/** How far a request's clock may be off, either way. Milliseconds. */
export const clockSkew = 15 * 60_000;
/** How much longer a nonce stays used than its request could pass by its time: a request may wait before it claims. */
const margin = 60_000;
/** How long a nonce stays used. A request may come 15 minutes early, and passes until it is 15 minutes late. */
const nonceLifetime = 2 * clockSkew + margin;

/** Keeps a request from being performed twice, by its time and its nonce. One is enough for all gateways of a server. */
export interface ReplayGuard {
  /**
   * @param now when the request arrived, milliseconds since the epoch
   * @throws ServiceError `InvalidTimeStamp.Format`, `InvalidTimeStamp.Expired`
   */
  checkTime(claim: SignatureClaim, now: number): void;
  /**
   * Uses the nonce up. The signature must have been verified: nobody may use up another's nonce.
   *
   * @throws ServiceError `SignatureNonceUsed`; `MissingParameter` for a request that needs a nonce and has none
   */
  claimNonce(claim: SignatureClaim, now: number): Promise<void>;
}

/**
 * Makes the guard. A nonce stays used for 31 minutes, a minute longer than a request with it can pass by its time. ACS
 * requests need one.
 *
 * @param requireNonce whether V1 requests need one too. Default false: official clients send some without
 */
export function createReplayGuard({
  nonces,
  requireNonce = false,
}: {
  readonly nonces: NonceStore;
  readonly requireNonce?: boolean;
}): ReplayGuard {
  /** The latest time that the clock has shown. What was used long before it may be forgotten. */
  let latest = 0;

  return {
    checkTime({ timestamp }, now) {
      latest = Math.max(latest, now);
      const time = parseTimestamp(timestamp);
      if (time === undefined) {
        throw serviceError("InvalidTimeStamp.Format", { reason: "use YYYY-MM-DDThh:mm:ssZ" });
      }
      if (Math.abs(now - time) > clockSkew) throw expired(`the server's clock says ${inWords(now)}`);
      // Where the clock has gone back, such a request may have been here before its nonce was forgotten.
      if (latest - time > clockSkew + margin) {
        throw expired(
          `the server's clock has gone back from ${inWords(latest)}, and requests of before could be repeated: ` +
            "send it later, or start the server anew",
        );
      }
    },

    async claimNonce({ scheme, accessKeyId, nonce }, now) {
      if (nonce === undefined) {
        if (scheme === "V1" && !requireNonce) return;
        const parameter = scheme === "V1" ? "SignatureNonce" : "x-acs-signature-nonce";
        throw serviceError("MissingParameter", { parameter });
      }
      const fresh = await nonces.claim(accessKeyId, nonce, now + nonceLifetime);
      if (!fresh) throw serviceError("SignatureNonceUsed");
    },
  };
}

function expired(reason: string) {
  return serviceError("InvalidTimeStamp.Expired", { reason });
}

function inWords(time: number): string {
  return new Date(time).toISOString();
}
