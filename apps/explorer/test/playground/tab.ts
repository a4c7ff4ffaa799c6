import type { TabKms } from "../../src/playground/open-kms.ts";
import { openKms, type OpenKmsOptions } from "../../src/playground/open-kms.ts";
import { call } from "../../src/connection/call.ts";
import { home } from "../../src/playground/tab/home.ts";
import { randomUUID } from "node:crypto";
import {
  inspectPath,
  type AnswerOf,
  type GatewayKind,
  type Operation,
  type RequestOf,
} from "@keyferry/protocol";
import { contentSha256, signAcs3 } from "@keyferry/signature";

/** A KMS that is closed with the test that opened it, and what had gone wrong in it. */
export interface Tab extends Disposable {
  readonly kms: TabKms;
  readonly faults: readonly unknown[];
  /** The sealed lines of its audit trail, oldest first. */
  trail(): Promise<readonly string[]>;
  /** What its root is shown beyond the API. */
  inspect(view: string, body?: object): Promise<Readonly<Record<string, unknown>>>;
  /** Calls an operation as the root, by the public gateway unless told otherwise. */
  call<O extends Operation>(operation: O, request: RequestOf<O>, by?: GatewayKind): Promise<AnswerOf<O>>;
}

/** Opens a KMS as the page does. */
export async function openTab(options: Pick<OpenKmsOptions, "state" | "clock"> = {}): Promise<Tab> {
  const faults: unknown[] = [];
  const kms = await openKms({ ...options, version: "0.0.0", onFault: (error) => faults.push(error) });
  return {
    ...{ kms, faults },
    call: (operation, request, by = "public") =>
      call(kms.connections[by], home.accessKey, operation, request),
    trail: async () => (await kms.state()).trail.lines,
    async inspect(view, asked = {}) {
      const connection = kms.connections.public;
      const [method, target, body] = ["POST", inspectPath + view, JSON.stringify(asked)] as const;
      const unsigned = new Map([
        ["host", connection.host],
        ["x-acs-action", "Inspect"],
        ["x-acs-version", "2016-01-20"],
        ["x-acs-date", new Date().toISOString().replace(/\.\d+Z$/, "Z")],
        ["x-acs-signature-nonce", randomUUID()],
        ["x-acs-content-sha256", contentSha256(Buffer.from(body))],
      ]);
      const none = new Map<string, string>();
      const { authorization } = signAcs3(
        {
          ...{ method, path: target, query: none, parameters: none, headers: unsigned },
          body: Buffer.from(body),
        },
        { accessKeyId: home.accessKey.id, accessKeySecret: Buffer.from(home.accessKey.secret) },
      );
      const headers = { ...Object.fromEntries(unsigned), authorization };
      const answer = await connection.send({ method, target, headers, body });
      return JSON.parse(answer.body) as Readonly<Record<string, unknown>>;
    },
    [Symbol.dispose]: () => {
      kms.close();
    },
  };
}
