import type { AnsweredRequest } from "@keyferry/gateway";
import type { Figures, RenderedFigures } from "./figures.ts";

/** The figures of a server. */
export interface Metrics {
  /** Counts a request that was answered. */
  readonly count: (request: AnsweredRequest) => void;
  /** Counts a row that was refused since something else has written it. */
  readonly countTampered: (table: string) => void;
  render(): Promise<RenderedFigures>;
}

/**
 * Counts for {@link Figures}. What keeps them is large, and a server that nobody calls has none: it is loaded with the first
 * that there is to count or to show.
 */
export function createMetrics(): Metrics {
  let loading: Promise<Figures> | undefined;
  const load = () => (loading ??= import("./figures.ts").then(({ createFigures }) => begin(createFigures())));
  const metrics: { -readonly [Name in keyof Metrics]: Metrics[Name] } = {
    count: (request) => {
      void load().then((figures) => {
        figures.count(request);
      });
    },
    countTampered: (table) => {
      void load().then((figures) => {
        figures.countTampered(table);
      });
    },
    render: async () => (await load()).render(),
  };
  return metrics;

  /** From now on they count themselves. */
  function begin(figures: Figures): Figures {
    return Object.assign(metrics, figures);
  }
}
