/**
 * A server process as far as this package goes: it holds a backend, and exports data keys to the public key that it is
 * sent.
 */
import { randomUUID } from "node:crypto";
import { bindingOf, bytesOfBase64Text, parseRecipientKey } from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { createPkcs11Backend, type Pkcs11Options } from "../../src/index.ts";

/** What the server is sent. */
export interface ExportOrder {
  readonly options: Pkcs11Options;
  readonly publicKey: Uint8Array;
  readonly count: number;
  /** Whether it asks for the plaintext as well, and keeps it. */
  readonly keepsPlaintext: boolean;
}

/** What the server answers. */
export interface ExportReport {
  readonly exported: readonly Uint8Array[];
  readonly helperPid: number;
}

const kept: Uint8Array[] = [];

process.once("message", (order: ExportOrder) => {
  void (async () => {
    const backend = await createPkcs11Backend(order.options);
    const versionId = randomUUID();
    const spec = "Aliyun_AES_256";
    const made = await backend.createKey({ owner: anOwner, versionId, spec, protectionLevel: "HSM" });
    const target = {
      key: { owner: anOwner, versionId, spec, ...made },
      binding: bindingOf(versionId),
    } as const;
    const recipient = parseRecipientKey(order.publicKey, "RSA_2048");
    const exported: Uint8Array[] = [];
    for (let count = 0; count < order.count; count += 1) {
      const body = await backend.generateDataKey(target, 32);
      exported.push((await backend.rewrap({ ...target, body }, recipient, "RSAES_OAEP_SHA_1")).exported);
      if (order.keepsPlaintext) kept.push(bytesOfBase64Text(await backend.decrypt({ ...target, body })));
    }
    const { processId = 0 } = await backend.inspect();
    const report: ExportReport = { exported, helperPid: processId };
    process.send?.(report);
  })();
});
process.on("disconnect", () => process.exit());
