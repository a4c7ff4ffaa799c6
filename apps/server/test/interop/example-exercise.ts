import { randomUUID } from "node:crypto";
import { decodeBase64, encodeRequest, readAnswer, type Operation, type RequestOf } from "@keyferry/protocol";
import { makeThings, type ThingsMaker } from "../../../../tools/testing/example-things.ts";
import type { Example } from "../../../../tools/testing/examples.ts";
import { newSm2Recipient } from "../recipients.ts";
import type { OfficialClient } from "./clients/client-kind.ts";
import type { Exercise } from "./exercise.ts";
import { expectRefusal } from "./expect-refusal.ts";
import { seededDataKey } from "./seeded-server.ts";
import type { Session } from "./session.ts";

/** Sends an operation's example, and reads the answer, or the refusal, as it is documented. */
export function exampleExercise(example: Example): Exercise {
  return async (session) => {
    const things = await makeThings(makerOf(session), example);
    const call = callOf(session.client)(example.operation, example.request(things));
    await (example.refusal === undefined ? call : expectRefusal(call, example.refusal));
  };
}

function makerOf({ preparing, home, instanceId, takeNewInstance }: Session): ThingsMaker {
  const { PublicKeyBlob } = newSm2Recipient().parameters;
  return {
    account: "1000000000000000",
    region: "cn-hangzhou",
    recipient: {
      PublicKeyBlob: decodeBase64(PublicKeyBlob) ?? new Uint8Array(0),
      WrappingKeySpec: "EC_SM2",
      WrappingAlgorithm: "SM2PKE",
    },
    newName: () => `interop-${randomUUID()}`,
    newAlias: () => `alias/interop-${randomUUID()}`,
    instance: () => instanceId,
    newInstance: takeNewInstance,
    managedDataKey: () => seededDataKey,
    ...(home !== undefined && { home: () => home }),
    call: callOf(preparing),
  };
}

/** Calls by a client, and reads the answer as it is documented. */
function callOf(client: OfficialClient): ThingsMaker["call"] {
  return async <O extends Operation>(operation: O, request: RequestOf<O>) => {
    const parameters = Object.fromEntries(encodeRequest(operation, request));
    const text = JSON.stringify(await client.call(operation.name, parameters));
    return readAnswer(operation, { status: 200, text, format: "JSON" });
  };
}
