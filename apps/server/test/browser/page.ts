import { describeKey } from "@keyferry/protocol";
import { createKmsClient, type KmsClient } from "@keyferry/sdk/client";
import { createPublicTransport } from "@keyferry/transport";

/** What a page with the SDK in it offers to the tests that open it. */
export interface SdkPage {
  /** Makes a key, describes it and makes a data key; answers the key's id and the length of the data key. */
  journey(endpoint: string): Promise<{ readonly keyId: string; readonly bytes: number }>;
  /** Asks for a key that is not there; answers what the SDK throws. */
  failure(endpoint: string): Promise<Readonly<Record<"name" | "message" | "code" | "reason", unknown>>>;
  /** Asks for a key that is not there, and reads the page that explains it. */
  explanation(endpoint: string): Promise<{ readonly requestId: string; readonly code: string }>;
}

declare global {
  // A property of the global object, which only `var` declares.
  var kms: SdkPage;
}

const credentials = { accessKeyId: "keyferry", accessKeySecret: "keyferry-loopback-only" };
const absent = "alias/none";

function clientAt(endpoint: string): KmsClient {
  const transport = createPublicTransport({ endpoint, retry: { attempts: 1 } });
  return createKmsClient({ transport, credentials });
}

globalThis.kms = {
  async journey(endpoint) {
    const client = clientAt(endpoint);
    const { KeyMetadata } = await client.createKey({});
    const { KeyId: keyId } = (await client.describeKey({ KeyId: KeyMetadata.KeyId })).KeyMetadata;
    const { Plaintext } = await client.generateDataKey({ KeyId: keyId });
    return { keyId, bytes: Plaintext.length };
  },

  async failure(endpoint) {
    const error: unknown = await clientAt(endpoint)
      .describeKey({ KeyId: absent })
      .catch((caught: unknown) => caught);
    const { name, message, code, reason } = error as Readonly<Record<string, unknown>>;
    return { name, message, code, reason };
  },

  async explanation(endpoint) {
    const { headers } = await clientAt(endpoint).send(describeKey, new Map([["KeyId", absent]]));
    const page = await fetch(`${headers["x-keyferry-explain"] ?? ""}?format=json`);
    const { requestId, code } = (await page.json()) as { readonly requestId: string; readonly code: string };
    if (requestId !== headers["x-acs-request-id"]) throw new Error("another request is explained");
    return { requestId, code };
  },
};
