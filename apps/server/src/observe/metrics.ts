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
  let figures: Figures | undefined;
  let loading: Promise<Figures> | undefined;
  const load = () => (loading ??= import("./figures.ts").then((it) => (figures = it.createFigures())));
  const tell = (what: (figures: Figures) => void): void => {
    if (figures === undefined) void load().then(what);
    else what(figures);
  };
  return {
    count: (request) => {
      tell((it) => {
        it.count(request);
      });
    },
    countTampered: (table) => {
      tell((it) => {
        it.countTampered(table);
      });
    },
    render: async () => (await load()).render(),
  };
}
