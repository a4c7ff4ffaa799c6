import { join } from "node:path";
import {
  createExplanations,
  explanationPage,
  explanationPath,
  type ExplanationDependencies,
  type Explanations,
} from "@keyferry/explain";
import type { GatewayRequest, GatewayResponse, HostRules, Refusal } from "@keyferry/gateway";
import type { Logger } from "pino";
import type { ReportFault } from "./fault-report.ts";
import { openExplanationFile, removeExplanationFile } from "./explanation-file.ts";
import { pageOrigin } from "./page-origin.ts";

/** Answers a request for the page of an explanation; undefined for any other request. */
export type ExplanationPages = (
  request: Pick<GatewayRequest, "method" | "target" | "headers">,
) => Promise<GatewayResponse> | undefined;

/** What explains a server's refusals. */
export interface Explaining {
  /** What a gateway tells of its refusals. @param origin that of its listener */
  readonly explain: (origin: () => string) => (refusal: Refusal) => string;
  /** @param explorer path of the explorer, where it is served */
  readonly pages: (hosts: HostRules, explorer: string | undefined) => ExplanationPages;
  /** Those that are made, oldest first. */
  readonly list: Explanations["list"];
  /** Forgets what is explained, but for the file. */
  close(): Promise<void>;
}

/** What explaining stands on. */
export interface ExplainingOptions extends ExplanationDependencies {
  /** The data folder; undefined where there are pages alone. */
  readonly folder: string | undefined;
  readonly random: (length: number) => Uint8Array;
  readonly log: Logger;
  readonly reportFault: ReportFault;
}

/** The file of the last explanations, in the data folder. */
const fileIn = (folder: string): string => join(folder, "explain.json");

/** Explains refusals from now on: on pages, and in the file `explain.json` of a data folder. */
export function startExplaining({ folder, log, reportFault, ...options }: ExplainingOptions): Explaining {
  const file =
    folder === undefined
      ? undefined
      : openExplanationFile(fileIn(folder), (error) => {
          log.warn({ err: error }, "explain.json could not be written");
        });
  const explanations = createExplanations({
    ...options,
    onExplained: (explanation) => {
      file?.add(explanation);
    },
    onFault: ({ requestId, error }) => {
      reportFault(error, { requestId, message: "a refusal could not be explained", level: "warn" });
    },
  });
  return {
    explain: (origin) => (refusal) => {
      const host = refusal.request?.headers.get("host") ?? "";
      return pageOrigin(origin(), host) + explanationPath(explanations.add(refusal));
    },
    pages: (hosts, explorer) => (request) => explanationPage(request, { explanations, hosts, explorer }),
    list: () => explanations.list(),
    close: async () => {
      explanations.close();
      await file?.close();
    },
  };
}

/** Takes away what an earlier server has explained. */
export async function forgetExplanations(folder: string): Promise<void> {
  await removeExplanationFile(fileIn(folder));
}
