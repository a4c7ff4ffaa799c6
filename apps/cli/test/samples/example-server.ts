import { generateKeyPairSync, randomUUID } from "node:crypto";
import { encodeRequest, type RequestOf, type Operation } from "@keyferry/protocol";
import { createCaller, type Caller } from "@keyferry/sdk";
import { createPublicTransport } from "@keyferry/transport";
import { makeThings, type ThingsMaker } from "../../../../tools/testing/example-things.ts";
import type { Example } from "../../../../tools/testing/examples.ts";
import { startServer } from "../../../server/test/running-server.ts";
import { accessKeyVariables } from "./runners.ts";

/** A server that has what examples are about. */
export interface ExampleServer extends AsyncDisposable {
  /** Of its VPC gateway, through which keys of instances are used too. */
  readonly endpoint: string;
  readonly caller: Caller;
  /** Makes what an example is about, and answers its request. */
  readonly requestOf: (example: Example) => Promise<RequestOf<Operation>>;
  /** The same as it travels. */
  readonly parametersOf: (example: Example) => Promise<Readonly<Record<string, string>>>;
}

const idOf = (letter: string, number = 0) => `kst-${letter}${String(number).padStart(20, "0")}`;
const numbers = Array.from({ length: 40 }, (_, number) => number);
const dataKey = { DataKeyName: "samples", DataKeyVersionId: "xH6OPUmz" };

/** What no operation makes: instances, some of them connected, and a managed data key. */
const seed = {
  instances: [
    { id: idOf("h") },
    ...numbers.map((number) => ({ id: idOf("c", number) })),
    ...numbers.map((number) => ({ id: idOf("n", number), connected: false })),
  ],
  keys: [{ spec: "Aliyun_AES_256", aliases: ["alias/of-data-keys"] }],
  managedDataKeys: [
    { name: dataKey.DataKeyName, key: "alias/of-data-keys", versions: [{ id: dataKey.DataKeyVersionId }] },
  ],
};

/** Starts one. */
export async function startExampleServer(): Promise<ExampleServer> {
  const server = await startServer({ seed });
  const endpoint = server.ready.vpc;
  const credentials = {
    accessKeyId: accessKeyVariables.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: accessKeyVariables.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
  };
  const caller = createCaller({ transport: createPublicTransport({ endpoint }), credentials });
  const { publicKey } = generateKeyPairSync("ec", { namedCurve: "SM2" });
  let [connected, unconnected] = [0, 0];
  const maker: ThingsMaker = {
    account: "1000000000000000",
    region: "cn-hangzhou",
    recipient: {
      PublicKeyBlob: new Uint8Array(publicKey.export({ format: "der", type: "spki" })),
      WrappingKeySpec: "EC_SM2",
      WrappingAlgorithm: "SM2PKE",
    },
    newName: () => `samples-${randomUUID()}`,
    newAlias: () => `alias/samples-${randomUUID()}`,
    home: () => idOf("h"),
    instance: () => idOf("c", connected++),
    newInstance: () => idOf("n", unconnected++),
    managedDataKey: () => dataKey,
    call: (operation, request) => caller.call(operation, request),
  };
  const requestOf = async (example: Example) => example.request(await makeThings(maker, example));
  return {
    endpoint,
    caller,
    requestOf,
    parametersOf: async (example) =>
      Object.fromEntries(encodeRequest(example.operation, await requestOf(example))),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
