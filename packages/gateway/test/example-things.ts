import { encodeRequest, type Operation, type RequestOf } from "@keyferry/protocol";
import { makeThings, type ThingsMaker } from "../../../tools/testing/example-things.ts";
import { putManagedDataKey } from "../../../tools/testing/managed-data-key.ts";
import type { Example } from "../../../tools/testing/examples.ts";
import { recipients } from "./recipients.ts";
import type { Parameters } from "./requests.ts";
import { account, anInstance, answerOf, here, region, type Service } from "./service.ts";

let made = 0;

/** Makes what an example is about, by calls through the VPC gateway, and answers the parameters of its request. */
export async function exampleParameters(service: Service, example: Example): Promise<Parameters> {
  const maker: ThingsMaker = {
    account,
    region,
    recipient: recipients.SM2PKE.bytes,
    newName: () => `example-${String((made += 1))}`,
    newAlias: () => `alias/example-${String((made += 1))}`,
    home: () => here,
    instance: () => newInstance(true),
    newInstance: () => newInstance(false),
    managedDataKey: (keyId) =>
      putManagedDataKey(
        { ...service, scope: { account, region }, now: service.clock.now },
        `example-${String((made += 1))}`,
        keyId,
      ),
    async call<O extends Operation>(operation: O, request: RequestOf<O>) {
      const parameters = parametersOf(operation, request);
      return answerOf(operation, await service.send(operation.name, parameters, { kind: "vpc" }));
    },
  };
  return parametersOf(example.operation, example.request(await makeThings(maker, example)));

  async function newInstance(connected: boolean): Promise<string> {
    const instance = anInstance(`kst-${String((made += 1)).padStart(21, "x")}`);
    const { write } = service.store.scoped({ account, region }).instances;
    await write.create(connected ? instance : { ...instance, connection: null });
    return instance.id;
  }
}

function parametersOf<O extends Operation>(operation: O, request: RequestOf<O>): Parameters {
  return Object.fromEntries(encodeRequest(operation, request));
}
