import type { BackendFault } from "@keyferry/crypto";
import type { AnsweredRequest } from "@keyferry/gateway";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** Figures, in the text form of Prometheus. */
export interface RenderedFigures {
  readonly contentType: string;
  readonly text: string;
}

/** What keeps the figures of a server. */
export interface Figures {
  count(request: AnsweredRequest): void;
  countTampered(table: string): void;
  countCryptoFault(fault: BackendFault): void;
  countMessageWarning(level: "many" | "full"): void;
  render(): Promise<RenderedFigures>;
}

/** Figures of this process and of the requests that it has answered. Labels come from the registry, never from callers. */
export function createFigures(): Figures {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: "keyferry_requests_total",
    help: "Requests answered, by gateway, operation and code; the code of a success is OK.",
    labelNames: ["gateway", "operation", "code"],
    registers: [registry],
  });
  const durations = new Histogram({
    name: "keyferry_request_duration_seconds",
    help: "Time from a request's arrival to its answer.",
    labelNames: ["operation"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  });
  const tampered = new Counter({
    name: "keyferry_tampered_rows_total",
    help: "Rows of the store that were refused because something else has changed, moved or written them, by table.",
    labelNames: ["table"],
    registers: [registry],
  });
  const wrongOutputs = new Counter({
    name: "keyferry_crypto_wrong_outputs_total",
    help: "What crypto backends made wrong, which was held back, by backend and algorithm.",
    labelNames: ["backend", "algorithm"],
    registers: [registry],
  });
  const closedBackends = new Gauge({
    name: "keyferry_crypto_backend_closed",
    help: "1 for each crypto backend that is closed, since the algorithm failed its known-answer test.",
    labelNames: ["backend", "algorithm"],
    registers: [registry],
  });
  const messages = new Counter({
    name: "keyferry_gcm_warnings_total",
    help: "Key versions that this process has found with half of the messages that one key may encrypt (many), or with all (full).",
    labelNames: ["level"],
    registers: [registry],
  });
  return {
    countCryptoFault({ kind, backend, algorithm }) {
      if (kind === "output") wrongOutputs.inc({ backend, algorithm });
      else closedBackends.set({ backend, algorithm }, 1);
    },
    countMessageWarning(level) {
      messages.inc({ level });
    },
    countTampered(table) {
      tampered.inc({ table });
    },
    count({ gateway, code = "OK", duration, facts }) {
      const operation = facts.operation?.name ?? "none";
      requests.inc({ gateway, operation, code });
      durations.observe({ operation }, duration / 1000);
    },
    render: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  };
}
