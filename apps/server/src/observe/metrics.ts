import { loadOnce, type BackendFault } from "@keyferry/crypto";
import type { AnsweredRequest } from "@keyferry/gateway";
import type { Logger } from "pino";
import type { Figures, RenderedFigures } from "./figures.ts";

/** The figures of a server. */
export interface Metrics {
  /** Counts a request that was answered. */
  readonly count: (request: AnsweredRequest) => void;
  /** Counts a row that was refused since something else has written it. */
  readonly countTampered: (table: string) => void;
  /** Counts what a crypto backend got wrong. */
  readonly countCryptoFault: (fault: BackendFault) => void;
  /** Counts a key version that has encrypted many messages, or as many as one key may. */
  readonly countMessageWarning: (level: "many" | "full") => void;
  render(): Promise<RenderedFigures>;
}

/** What figures stand on. */
export interface MetricsOptions {
  /** Told once that something could not be counted. */
  readonly log: Pick<Logger, "warn">;
  /** Makes what keeps them. Default: loads it. */
  readonly load?: () => Promise<Figures>;
}

const loadFigures = async () => (await import("./figures.ts")).createFigures();

/**
 * Counts for {@link Figures}. What keeps them is large, and a server that nobody calls has none: it is loaded with the first
 * that there is to count or to show. What cannot be counted stops nobody.
 */
export function createMetrics({ log, load = loadFigures }: MetricsOptions): Metrics {
  const figures = loadOnce(async () => begin(await load()));
  let told = false;
  const metrics: { -readonly [Name in keyof Metrics]: Metrics[Name] } = {
    count: (request) => {
      whenThere((it) => {
        it.count(request);
      });
    },
    countTampered: (table) => {
      whenThere((it) => {
        it.countTampered(table);
      });
    },
    countCryptoFault: (fault) => {
      whenThere((it) => {
        it.countCryptoFault(fault);
      });
    },
    countMessageWarning: (level) => {
      whenThere((it) => {
        it.countMessageWarning(level);
      });
    },
    render: async () => (await figures.get()).render(),
  };
  return metrics;

  /** Counts once they are there. */
  function whenThere(count: (figures: Figures) => void): void {
    figures
      .get()
      .then(count)
      .catch((error: unknown) => {
        if (told) return;
        told = true;
        log.warn(
          { err: error },
          "the figures under /metrics cannot be loaded: requests until they are will not be counted",
        );
      });
  }

  /** From now on they count themselves. */
  function begin(it: Figures): Figures {
    return Object.assign(metrics, it);
  }
}
