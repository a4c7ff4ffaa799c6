import { CryptoError } from "@keyferry/crypto";
import {
  exportDataKeyToRecipients,
  ServiceError,
  type AnswerOf,
  type EncryptionContext,
} from "@keyferry/protocol";
import { noteDenied, noteExports, takeDenied, type AuditedExport } from "../../call/audit-trail.ts";
import { handle, type Call } from "../../call/handler.ts";
import { asRefusal, orRefusal } from "../../call/or-refusal.ts";
import { recipientIn } from "../../call/recipient.ts";
import {
  Parts,
  type CiphertextTarget,
  type ExportRecipient,
  type ExportTarget,
  type RefusedExport,
} from "../../call/targets.ts";
import { boundBody, keyUsed } from "../../crypto/data-key.ts";

/** An export to one recipient, while it is under way. */
interface Export {
  readonly use: CiphertextTarget;
  /** Checks the recipient's public key. */
  readonly read: () => ExportTarget<CiphertextTarget> | RefusedExport<CiphertextTarget>;
  readonly noted: AuditedExport;
  recipient?: ExportRecipient;
  exported?: Uint8Array;
}

type Outcome = AnswerOf<typeof exportDataKeyToRecipients>["Recipients"][number];

/** ExportDataKeyToRecipients. */
export const exportDataKeyToRecipientsHandler = handle(exportDataKeyToRecipients, {
  async resolve({ CiphertextBlob, Recipients }, lookup) {
    const use = await lookup.versionOf(CiphertextBlob);
    const parts = Recipients.map((recipient): Export => {
      const read = () =>
        recipient instanceof ServiceError
          ? { ...use, recipient: { refusal: recipient } }
          : lookup.exportOrRefusal(use, recipient);
      return { use, read, noted: {} };
    });
    return new Parts(parts);
  },

  async perform({ EncryptionContext }, { parts: exports }, call) {
    const [first] = exports;
    if (first === undefined) throw new Error("there is no recipient");
    begin(exports, call);
    await checkAll(exports, call);
    await wrap(exports, EncryptionContext, call);
    const { refusal, denied } = first.noted;
    // Nothing was exported: it is no success.
    if (refusal !== undefined && exports.every(({ noted }) => noted.refusal !== undefined)) {
      if (denied !== undefined) noteDenied(call.trail, denied);
      throw refusal;
    }
    return { ...keyUsed(first.use), Recipients: exports.map(outcomeOf) };
  },
});

/** From here on each recipient is in the audit trail, whatever becomes of the call. */
function begin(exports: readonly Export[], { trail }: Call): void {
  noteExports(
    trail,
    exports.map(({ noted }) => noted),
  );
}

/** Checks one after the other. Whoever may export leaves all recipients in the trail, also where the call is refused. */
async function checkAll(exports: readonly Export[], call: Call): Promise<void> {
  try {
    for (const each of exports) await check(each, call);
  } catch (error) {
    if (!isDenial(error)) exports.forEach(readRecipient);
    throw error;
  }
}

/** Checks the recipient's public key. */
function readRecipient({ read, noted }: Export): ReturnType<Export["read"]> {
  const target = read();
  if ("asked" in target.recipient) noted.recipient = target.recipient.asked;
  return target;
}

/**
 * Checks one recipient, and asks access about it. What would refuse every other as well is a matter of the whole call: the state
 * of the key, and a denial that hangs on no recipient.
 */
async function check(each: Export, call: Call): Promise<void> {
  const { noted } = each;
  const target = readRecipient(each);
  try {
    await call.check({ use: target });
  } catch (error) {
    if (!isAboutRecipient(error, target)) throw error;
    noted.refusal = error;
    noted.denied = takeDenied(call.trail);
    return;
  }
  const recipient = await orRefusal(() => recipientIn(target));
  if (recipient instanceof ServiceError) noted.refusal = recipient;
  else each.recipient = recipient;
}

/** Whether another recipient may be allowed. Of a bad one nobody can tell: access was asked about none. */
function isAboutRecipient(
  error: unknown,
  { recipient }: ExportTarget | RefusedExport,
): error is ServiceError {
  if (!isDenial(error)) return false;
  return "refusal" in recipient || error.accessDenied?.AuthRecipientFingerprint !== undefined;
}

/** Whether policies have refused it: the public keys of the other recipients need not even be read then. */
function isDenial(error: unknown): error is ServiceError {
  return error instanceof ServiceError && error.accessDenied !== undefined;
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
    if (each.recipient === undefined) continue;
    const { key: recipient, algorithm } = each.recipient;
    wrapped.push(each);
    targets.push({ recipient, algorithm });
  }
  const [first] = wrapped;
  if (first === undefined) return;
  const outcomes = await crypto.rewrapForEach(boundBody(first.use, context), targets, trail);
  for (const [index, each] of wrapped.entries()) {
    const outcome = outcomes[index];
    if (outcome === undefined) throw new Error("the backend has answered too little");
    if (outcome instanceof CryptoError) each.noted.refusal = asRefusal(outcome);
    else {
      each.exported = outcome.exported;
      each.noted.inside = outcome.inside;
    }
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
