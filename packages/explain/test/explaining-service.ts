import { randomBytes } from "node:crypto";
import {
  createExplanations,
  renderText,
  type Explanation,
  type Explanations,
  type ExplanationsOptions,
} from "@keyferry/explain";
import type { GatewayResponse } from "@keyferry/gateway";
import { createBlobDiagnostician } from "@keyferry/kms";
import { createService, type Service, type ServiceOptions } from "../../gateway/test/service.ts";
import { renderHtml } from "../src/pages/html/render-html.ts";
import { pageWords } from "../src/pages/html/words.ts";

export interface ExplainingService extends Service {
  readonly explanations: Explanations;
  /** The explanation that an answer points to. */
  readonly explanationOf: (response: GatewayResponse) => Promise<Explanation>;
  /** What could not be explained. */
  readonly failures: unknown[];
}

/** A service that explains what it refuses. */
export async function createExplainingService(
  limits: Pick<ExplanationsOptions, "maxEntries" | "maxLength"> = {},
  options: Pick<ServiceOptions, "signingClock"> = {},
): Promise<ExplainingService> {
  let explanations: Explanations | undefined;
  const failures: unknown[] = [];
  const service = await createService({
    ...options,
    explain: ({ access, store, crypto }) => {
      const made = createExplanations({
        ...limits,
        access,
        diagnoseBlob: createBlobDiagnostician({ store, crypto }),
        random: randomBytes,
        onFault: ({ error }) => void failures.push(error),
      });
      explanations = made;
      return (refusal) => `http://127.0.0.1:7788/explain/${made.add(refusal)}`;
    },
  });
  if (explanations === undefined) throw new Error("nothing explains");
  const ring = explanations;
  return {
    ...service,
    explanations: ring,
    failures,
    async explanationOf(response) {
      const explanation = await ring.find(idIn(response));
      if (explanation === undefined) throw new Error("it is not explained", { cause: failures });
      return explanation;
    },
  };
}

/** The id in the URL that an answer points to. */
export function idIn({ headers }: GatewayResponse): string {
  const [, id] =
    /^http:\/\/127\.0\.0\.1:7788\/explain\/([0-9a-f]{32})$/.exec(headers["x-keyferry-explain"] ?? "") ?? [];
  if (id === undefined) throw new Error("the answer points to no explanation");
  return id;
}

/** Everything that a page shows, in each of its forms. */
export function everythingIn(explanation: Explanation): string {
  const around = { words: pageWords.en, explorer: undefined };
  return JSON.stringify(explanation) + renderText(explanation) + renderHtml(explanation, around);
}
