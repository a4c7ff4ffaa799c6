import { join } from "node:path";
import { makeRecords } from "@keyferry/audit";
import type { AnsweredRequest, Prove } from "@keyferry/gateway";
import { createBlobDiagnostician, type RandomBytes } from "@keyferry/kms";
import type { Service } from "@keyferry/service";
import { openAuditLog, type AuditLog } from "./observe/audit-log.ts";
import { auditToOutput, openAuditFile, type AuditSink } from "./observe/audit-sink.ts";
import type { Closing } from "./closing.ts";
import { isLoopback } from "./config/loopback.ts";
import { withOptionFile } from "./config/option-file.ts";
import { dataFolderOf } from "./data/data-folder.ts";
import type { Options } from "./config/option-table.ts";
import { forgetExplanations, startExplaining, type Explaining } from "./observe/explaining.ts";
import { createFaultReport, type ReportFault } from "./observe/fault-report.ts";
import type { Foundation } from "./foundation.ts";
import type { Metrics } from "./observe/metrics.ts";
import { createProve } from "./receipts/prove.ts";
import { openReceiptKeys, type ReceiptKeys } from "./receipts/receipt-keys.ts";
import type { ServerSurroundings } from "./surroundings.ts";
import { tellClosed } from "./observe/tell-closed.ts";

/** What looks on while a server serves. */
export interface Observation {
  /** Takes a request that was answered into the audit trail and the figures. */
  readonly onAnswered: (request: AnsweredRequest) => void;
  readonly metrics: Metrics;
  /** Rejects while the audit trail cannot be written. */
  readonly checkAudit: () => Promise<void>;
  readonly reportFault: ReportFault;
  /** Where the audit trail can be read back; undefined where it cannot, or there is none. */
  readonly trail: AuditSink["source"];
  /** Undefined where refusals are not explained. */
  readonly explaining: Explaining | undefined;
  /** Undefined where there is no audit trail: a receipt is over what stands there. */
  readonly receipts: Receipts | undefined;
}

/** What gives receipts of exports. */
export interface Receipts extends Pick<ReceiptKeys, "publicKeys"> {
  readonly prove: Prove;
}

/** Opens the audit trail and the explanations of refusals. */
export async function openObservation(
  options: Options,
  { log, version }: ServerSurroundings,
  {
    clock,
    random,
    closing,
    metrics,
    foundation: { store, sealer, crypto, pseudonymOf },
    service: { access },
  }: {
    readonly clock: () => number;
    readonly random: RandomBytes;
    readonly closing: Closing;
    readonly metrics: Metrics;
    readonly foundation: Foundation;
    readonly service: Service;
  },
): Promise<Observation> {
  const folder = dataFolderOf(options);
  const sink = await auditSink(options, log);
  const audit =
    sink && closing.add(await openAuditLog({ sink, serverVersion: version, clock, log }), (it) => it.close());
  const reportFault = createFaultReport({ log, metrics });
  if (folder !== undefined) await forgetExplanations(folder);
  const diagnoseBlob = createBlobDiagnostician({ store, crypto });
  const explaining =
    (options.explain ?? isLoopback(options.host))
      ? closing.add(startExplaining({ folder, access, diagnoseBlob, random, log, reportFault }), (it) =>
          it.close(),
        )
      : undefined;
  const receipts = audit && (await openReceipts(audit));
  const onAnswered = (request: AnsweredRequest) => {
    if (audit !== undefined) for (const record of makeRecords(request, pseudonymOf)) audit.record(record);
    metrics.count(request);
  };
  const checkAudit = async () => audit?.check();
  return { onAnswered, metrics, checkAudit, reportFault, trail: sink?.source, explaining, receipts };

  async function openReceipts(trail: AuditLog): Promise<Receipts> {
    const spec = options["receipt-key-spec"];
    const opened = await openReceiptKeys(spec, { store, sealer, random });
    const { signer, publicKeys } = closing.add(opened, (it) => {
      it.close();
    });
    const onProved = metrics.count;
    return { publicKeys, prove: createProve({ audit: trail, signer, pseudonymOf, clock, onProved }) };
  }
}

/** Where the audit trail goes; undefined where there is none. */
async function auditSink(options: Options, log: ServerSurroundings["log"]): Promise<AuditSink | undefined> {
  const folder = dataFolderOf(options);
  const file = options["audit-log"] ?? (folder === undefined ? undefined : join(folder, "audit.log"));
  if (file === undefined) return undefined;
  if (file === "-") return auditToOutput();
  return withOptionFile("audit-log", () =>
    openAuditFile(file, (closed) => {
      tellClosed(log, closed);
    }),
  );
}
