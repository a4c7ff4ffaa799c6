import type { RecipientKeySpec } from "@keyferry/algorithms";
import { wipe } from "@keyferry/bytes";
import type { AccessKey, Connection } from "../../connection/connection.ts";
import type { Step } from "../picture/who-sees.ts";
import type { Attempt } from "./attempts.ts";
import { recordedCalls, type Exchange, type RecordedCall } from "./exchange.ts";
import { makeRecipientPair } from "../recipients/make-pair.ts";
import { type RecipientPair } from "../recipients/recipient-pair.ts";
import type { Fact, Told } from "./told.ts";

/** What a step is done with. */
export interface Telling {
  /** Tells of values. */
  readonly tell: (...facts: readonly Fact[]) => void;
  /** Tells what somebody tried. */
  readonly tried: (...attempts: readonly Attempt[]) => void;
}

/** Who hears of a journey. */
export interface Audience {
  /** Hears of a step as it begins. */
  readonly onStep: (step: Step) => void;
  /** Hears what a step brought forth, whether it ended well or not, and wipes its secrets some time. */
  readonly onTold: (told: Told) => void;
}

/** What all steps of a journey stand on. */
export interface Stage {
  readonly connection: Connection;
  readonly call: RecordedCall;
  /** What has travelled so far. */
  readonly exchanges: readonly Exchange[];
  /** Does a step, and tells of it with what travelled meanwhile. */
  readonly take: <T>(step: Step, work: (telling: Telling) => Promise<T>) => Promise<T>;
  readonly makePair: () => Promise<RecipientPair>;
  /** Has a secret wiped at the end. */
  readonly untilTheEnd: <B extends Uint8Array>(secret: B) => B;
  /** Wipes private keys and secrets. What was told is not among them. */
  readonly end: () => void;
}

/** Sets a stage, on which all recipients have keys of one kind. */
export function setStage(
  connection: Connection,
  accessKey: AccessKey,
  spec: RecipientKeySpec,
  { onStep, onTold }: Audience,
): Stage {
  const exchanges: Exchange[] = [];
  const pairs: RecipientPair[] = [];
  const secrets: Uint8Array[] = [];
  return {
    ...{ connection, exchanges },
    call: recordedCalls(connection, accessKey, (exchange) => exchanges.push(exchange)),
    async take(step, work) {
      onStep(step);
      const facts: Fact[] = [];
      const attempts: Attempt[] = [];
      const before = exchanges.length;
      try {
        return await work({
          tell: (...more) => facts.push(...more),
          tried: (...more) => attempts.push(...more),
        });
      } finally {
        onTold({ step, facts, attempts, exchanges: exchanges.slice(before) });
      }
    },
    async makePair() {
      const pair = await makeRecipientPair(spec);
      pairs.push(pair);
      return pair;
    },
    untilTheEnd(secret) {
      secrets.push(secret);
      return secret;
    },
    end() {
      for (const pair of pairs) pair.forget();
      wipe(...secrets);
    },
  };
}
