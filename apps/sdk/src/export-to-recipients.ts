import {
  encodeRequest,
  errorCatalogue,
  exportDataKeyToRecipients,
  readAnswer,
  ServiceError,
  type AnswerOf,
  type Recipient,
  type RequestOf,
} from "@keyferry/protocol";
import type { Caller, CallOptions } from "./caller.ts";

/** A data key, and whom it is exported to. */
export interface ExportToRecipients extends Readonly<
  Omit<RequestOf<typeof exportDataKeyToRecipients>, "Recipients">
> {
  /** 1 to 100. */
  readonly Recipients: readonly Recipient[];
}

/** What became of the export to one recipient. */
export type ExportOutcome = {
  readonly recipient: Recipient;
  /** SHA-256 of the recipient's public key (SubjectPublicKeyInfo, DER), lower-case hex; undefined for a key that is not good. */
  readonly fingerprint: string | undefined;
} & (
  | {
      readonly exportedDataKey: Uint8Array;
      /** Of this export; there where the options ask for receipts. `verifyReceipt` of `@keyferry/receipt` reads it. */
      readonly receipt: string | undefined;
      readonly refusal?: undefined;
    }
  | { readonly refusal: ServiceError; readonly exportedDataKey?: undefined; readonly receipt?: undefined }
);

/**
 * Exports a data key to several recipients by one call (ExportDataKeyToRecipients, of Keyferry's own API: Alibaba Cloud KMS has
 * nothing of the kind). One recipient that is refused is no matter to the others.
 *
 * @returns an outcome for each recipient, in their order
 * @throws ServiceError what is wrong with the ciphertext or its key, and the first refusal where all recipients are refused;
 *   `InternalFailure` where an export has no receipt that was asked for
 * @throws TransportError when no answer came
 * @example
 *   for (const { exportedDataKey, refusal } of await exportToRecipients(caller, { CiphertextBlob, Recipients })) ...
 */
export async function exportToRecipients(
  caller: Pick<Caller, "send">,
  request: ExportToRecipients,
  options?: CallOptions,
): Promise<readonly ExportOutcome[]> {
  const operation = exportDataKeyToRecipients;
  const parameters = encodeRequest(operation, { ...request, Recipients: [...request.Recipients] });
  const { status, body } = await caller.send(operation, parameters, options);
  const answer = readAnswer(operation, { status, text: body, format: "JSON" });
  const outcomes = request.Recipients.map((recipient, index) =>
    outcomeOf(recipient, answer.Recipients[index]),
  );
  if (options?.receipt === true) {
    for (const { exportedDataKey, receipt } of outcomes) {
      if (exportedDataKey !== undefined && receipt === undefined) throw withoutReceipt(status);
    }
  }
  return outcomes;
}

function withoutReceipt(status: number): ServiceError {
  const message = "The data key was exported, and no receipt came: the service gives none.";
  return new ServiceError({ code: "InternalFailure", status, message });
}

type Outcome = AnswerOf<typeof exportDataKeyToRecipients>["Recipients"][number];

function outcomeOf(recipient: Recipient, outcome: Outcome | undefined): ExportOutcome {
  const { Fingerprint: fingerprint, ExportedDataKey: exportedDataKey, Receipt: receipt } = outcome ?? {};
  if (exportedDataKey !== undefined) return { recipient, fingerprint, exportedDataKey, receipt };
  return { recipient, fingerprint, refusal: refusalIn(outcome) };
}

function refusalIn({
  Code: code,
  Message: message,
  AccessDeniedDetail: accessDenied,
}: Outcome = {}): ServiceError {
  if (code === undefined || message === undefined) {
    const missing = "The answer says nothing of one of the recipients.";
    return new ServiceError({ code: "InternalFailure", status: 200, message: missing });
  }
  const rows: Readonly<Record<string, { readonly status: number }>> = errorCatalogue;
  const status = Object.hasOwn(rows, code) ? rows[code]?.status : undefined;
  return new ServiceError({ code, status: status ?? 400, message, accessDenied });
}
