import { CryptoError } from "@keyferry/crypto";
import {
  exportDataKeyToRecipients,
  ServiceError,
  type AnswerOf,
  type EncryptionContext,
} from "@keyferry/protocol";
import { noteExports, type AuditedExport } from "../../call/audit-trail.ts";
import { handle, type Call } from "../../call/handler.ts";
import { asRefusal } from "../../call/or-refusal.ts";
import { Parts, type CiphertextTarget, type ExportTarget, type RefusedExport } from "../../call/targets.ts";
import { boundBody, keyUsed } from "../../crypto/data-key.ts";

/** The data key with one of its recipients, who may be refused. */
type Part = ExportTarget<CiphertextTarget> | RefusedExport<CiphertextTarget>;

/** An export to one recipient, while it is under way. */
interface Export {
  readonly part: Part;
  readonly noted: AuditedExport;
  exported?: Uint8Array;
}

type Outcome = AnswerOf<typeof exportDataKeyToRecipients>["Recipients"][number];

/** ExportDataKeyToRecipients. */
export const exportDataKeyToRecipientsHandler = handle(exportDataKeyToRecipients, {
  async resolve({ CiphertextBlob, Recipients }, lookup) {
    const use = await lookup.versionOf(CiphertextBlob);
    return new Parts(
      Recipients.map((recipient): Part =>
        recipient instanceof ServiceError
          ? { ...use, recipient: { refusal: recipient } }
          : lookup.exportOrRefusal(use, recipient),
      ),
    );
  },

  async perform({ EncryptionContext }, { parts }, call) {
    const exports = begin(parts, call);
    for (const each of exports) await check(each, call);
    await wrap(exports, EncryptionContext, call);
    const [first] = exports;
    if (first === undefined) throw new Error("there is no recipient");
    const { refusal } = first.noted;
    // Nothing was exported: it is no success.
    if (refusal !== undefined && exports.every(({ noted }) => noted.refusal !== undefined)) throw refusal;
    return { ...keyUsed(first.part), Recipients: exports.map(outcomeOf) };
  },
});

/** From here on each recipient is in the audit trail, whatever becomes of the call. */
function begin(parts: readonly Part[], { trail }: Call): readonly Export[] {
  const exports = parts.map((part): Export => {
    const { recipient } = part;
    return { part, noted: "asked" in recipient ? { recipient: recipient.asked } : {} };
  });
  noteExports(
    trail,
    exports.map(({ noted }) => noted),
  );
  return exports;
}

/**
 * Asks access about one recipient: whoever may not export at all is told that first, whatever is wrong with the recipient. The
 * state of the key is a matter of the whole call.
 */
async function check({ part, noted }: Export, call: Call): Promise<void> {
  try {
    await call.check({ use: part });
  } catch (error) {
    if (!(error instanceof ServiceError) || error.code !== "Forbidden.NoPermission") throw error;
    noted.refusal = error;
    return;
  }
  if ("refusal" in part.recipient) noted.refusal = asRefusal(part.recipient.refusal);
}

/** Unwraps the data key, once, and wraps it for each recipient that nothing speaks against. */
async function wrap(
  exports: readonly Export[],
  context: EncryptionContext | undefined,
  { crypto, trail }: Call,
): Promise<void> {
  const wrapped: Export[] = [];
  const targets = [];
  for (const each of exports) {
    const { recipient: to } = each.part;
    if ("refusal" in to || each.noted.refusal !== undefined) continue;
    const { key: recipient, algorithm } = to;
    wrapped.push(each);
    targets.push({ recipient, algorithm });
  }
  const [first] = wrapped;
  if (first === undefined) return;
  const outcomes = await crypto.rewrapForEach(boundBody(first.part, context), targets, trail);
  for (const [index, each] of wrapped.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) throw new Error("the backend has answered too little");
    if (outcome instanceof CryptoError) each.noted.refusal = asRefusal(outcome);
    else each.exported = outcome.exported;
  }
}

function outcomeOf({ noted: { recipient, refusal }, exported }: Export): Outcome {
  return {
    Fingerprint: recipient?.fingerprint,
    ExportedDataKey: exported,
    Code: refusal?.code,
    Message: refusal?.message,
    AccessDeniedDetail: refusal?.accessDenied,
  };
}
