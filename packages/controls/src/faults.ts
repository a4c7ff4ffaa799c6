import { DroppedCall, type Interfere } from "@keyferry/gateway";
import { serviceError } from "@keyferry/protocol";
import type { FaultRule } from "./fault-rule.ts";

const mostRules = 100;

/** A rule that is in force. */
export interface FaultInForce extends FaultRule {
  /** From 1 on, in the order of their making. */
  readonly id: number;
  /** Calls that it has counted so far. */
  readonly seen: number;
  /** Calls that have met the fault. */
  readonly met: number;
}

/** Faults that calls meet: the same calls in the same order meet the same ones. */
export interface Faults {
  /** Stands in the way of calls; for the gateways. */
  readonly interfere: Interfere;
  /**
   * Adds a rule behind those that there are.
   *
   * @throws ServiceError `Rejected.LimitExceeded` for more than a hundred
   */
  add(rule: FaultRule): FaultInForce;
  list(): readonly FaultInForce[];
  clear(): void;
}

/**
 * Makes faults. A rule counts the calls of its operation from its making on; every rule counts every call. Where several rules meet
 * one call, it waits for all of them, and the first that refuses or drops it decides.
 *
 * @param wait resolves after so many milliseconds
 */
export function createFaults(wait: (milliseconds: number) => Promise<void>): Faults {
  let rules: FaultInForce[] = [];
  let latest = 0;

  const meet = async (met: readonly FaultRule[]): Promise<void> => {
    const delay = met.reduce((sum, rule) => sum + (rule.delay ?? 0), 0);
    if (delay > 0) await wait(delay);
    for (const { error, retryAfter, drop } of met) {
      if (drop) throw new DroppedCall("a fault that a test asked for closes the connection");
      if (error === undefined) continue;
      const reason = "a test asked for this fault";
      throw serviceError(error, { reason, ...(retryAfter !== undefined && { retryAfter }) });
    }
  };

  return {
    interfere({ name }) {
      if (rules.length === 0) return undefined;
      const met: FaultRule[] = [];
      rules = rules.flatMap((rule) => {
        if (rule.operation !== undefined && rule.operation !== name) return [rule];
        const seen = rule.seen + 1;
        const hit = rule.every === undefined || seen % rule.every === 0;
        if (hit) met.push(rule);
        const counted = { ...rule, seen, met: rule.met + (hit ? 1 : 0) };
        // A rule for the next calls is over with the last of them.
        return counted.met === rule.next ? [] : [counted];
      });
      return met.length === 0 ? undefined : meet(met);
    },
    add(rule) {
      if (rules.length >= mostRules) {
        throw serviceError("Rejected.LimitExceeded", {
          reason: "a hundred faults at a time: clear them first",
        });
      }
      const added = { id: (latest += 1), seen: 0, met: 0, ...rule };
      rules.push(added);
      return added;
    },
    list: () => [...rules],
    clear() {
      rules = [];
    },
  };
}
