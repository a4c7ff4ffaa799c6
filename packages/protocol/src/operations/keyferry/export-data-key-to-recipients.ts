import { namesOf, recipientKeySpecs, wrappingAlgorithms } from "@keyferry/algorithms";
import * as z from "zod/mini";
import { item } from "../../codecs/item.ts";
import { hint } from "../../codecs/marks.ts";
import { defineOperation } from "../../operation.ts";
import { denialSchema } from "../../wire/denial.ts";
import { exportingOperation } from "../cryptography/cryptographic-operation.ts";
import { exportDataKey } from "../cryptography/export-data-key.ts";
import { exported, exportedDataKey, keyUsed, recipient } from "../cryptography/fields.ts";

/** Of the recipient that the form of one shows. */
const [spec] = recipientKeySpecs;

const form = JSON.stringify({
  PublicKeyBlob: "...",
  WrappingKeySpec: spec,
  WrappingAlgorithm: namesOf(wrappingAlgorithms).find((name) => wrappingAlgorithms[name].recipient === spec),
});

/** What became of the export to one recipient: an export, or the refusal that an export to it alone would get. */
const outcome = z.object({
  /** SHA-256 of the recipient's public key (SubjectPublicKeyInfo, DER), lower-case hex; absent where it is no good key. */
  Fingerprint: z.optional(z.string()),
  ExportedDataKey: z.optional(exportedDataKey),
  /** Proof of this export, where receipts are asked for: a JSON Web Signature in compact form. */
  Receipt: z.optional(z.string()),
  /** Why there is no export. */
  Code: z.optional(z.string()),
  Message: z.optional(z.string()),
  AccessDeniedDetail: z.optional(denialSchema),
});

/**
 * ExportDataKeyToRecipients: unwraps a data key once and exports it to several recipients. Each is checked, allowed and
 * recorded as an export of its own; one that is refused is no matter to the others. Where all are refused, so is the call, with
 * the first one's code.
 */
export const exportDataKeyToRecipients = defineOperation({
  api: "kms/keyferry/2026-12-01",
  name: "ExportDataKeyToRecipients",
  permissions: exportDataKey.permissions,
  summary: "Wraps a data key under several public keys",
  request: {
    ...exported,
    Recipients: hint(
      `JSON text of one recipient, such as ${form}; may be repeated, up to 100 times`,
      z
        .array(item(recipient), "must be a list of recipients, Recipients.1.PublicKeyBlob and so on")
        .check(z.minLength(1, "is empty"), z.maxLength(100, "has more than 100 recipients")),
    ),
  },
  answer: {
    ...keyUsed,
    /** In the order of the request. */
    Recipients: z.array(outcome),
  },
  ...exportingOperation,
});
