/**
 * Prints how many bytes of V8's heap one ExportDataKey allocates whose keys are known already, once its way is compiled.
 * Argument: an empty folder.
 */
import { generateKeyPairSync, randomBytes, randomUUID } from "node:crypto";
import { join } from "node:path";
import { combineBackends, createRowAuthenticator, createSealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import { createService } from "@keyferry/service";
import { percentEncode, signV1 } from "@keyferry/signature";
import { openSqliteNonceStore, openSqliteStore } from "@keyferry/store-sqlite";

const [folder = ""] = process.argv.slice(2);
const rootKey = randomBytes(32);
const sealer = createSealer(rootKey);
const root = { account: "1000000000000000", accessKeyId: "root", accessKeySecret: "secret" };
const service = createService({
  store: await openSqliteStore({
    file: join(folder, "keys.db"),
    authenticator: createRowAuthenticator(rootKey),
  }),
  nonces: await openSqliteNonceStore({ file: join(folder, "nonces.db") }),
  crypto: combineBackends([createNodeBackend({ sealer }), createSoftwareBackend({ sealer })]),
  ...{ sealer, root, region: "cn-hangzhou" },
});
const gateway = service.openGateway(service.hostsOf("public"));
const secret = new TextEncoder().encode(root.accessKeySecret);

function requestOf(action: string, fields: Readonly<Record<string, string>>) {
  const parameters = new Map(
    Object.entries({
      ...{ Action: action, Version: "2016-01-20", Format: "JSON", AccessKeyId: root.accessKeyId },
      ...{ SignatureMethod: "HMAC-SHA1", SignatureVersion: "1.0", SignatureNonce: randomUUID() },
      Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
      ...fields,
    }),
  );
  parameters.set("Signature", signV1({ method: "POST", parameters }, secret).signature);
  const form = Array.from(parameters, (pair) => pair.map(percentEncode).join("=")).join("&");
  return {
    method: "POST",
    target: "/",
    headers: new Map([
      ["host", "127.0.0.1"],
      ["content-type", "application/x-www-form-urlencoded"],
    ]),
    body: new TextEncoder().encode(form),
    sourceAddress: "127.0.0.1",
    secure: false,
  };
}

async function answered(request: ReturnType<typeof requestOf>): Promise<Readonly<Record<string, string>>> {
  const { status, body } = await gateway.handle(request);
  if (status !== 200) throw new Error(body);
  return JSON.parse(body) as Readonly<Record<string, string>>;
}

const made = (await answered(requestOf("CreateKey", {}))) as unknown as {
  readonly KeyMetadata: { readonly KeyId: string };
};
const { KeyId } = made.KeyMetadata;
const { CiphertextBlob = "" } = await answered(requestOf("GenerateDataKeyWithoutPlaintext", { KeyId }));
const { publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PublicKeyBlob = publicKey.export({ format: "der", type: "spki" }).toString("base64");
const wrapping = { WrappingKeySpec: "RSA_2048", WrappingAlgorithm: "RSAES_OAEP_SHA_256" };
const [warm, counted] = [3_000, 1_000];
const requests = Array.from({ length: warm + counted }, () =>
  requestOf("ExportDataKey", { CiphertextBlob, PublicKeyBlob, ...wrapping }),
);
for (const request of requests.slice(0, warm)) await gateway.handle(request);
const counting = requests.slice(warm);
globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
for (const request of counting) await gateway.handle(request);
console.log(Math.round((process.memoryUsage().heapUsed - before) / counted));
process.exit(0);
