import { makeThings, type ThingsMaker } from "../../../tools/testing/example-things.ts";
import type { Example, ExampleThings } from "../../../tools/testing/examples.ts";
import { putManagedDataKey } from "../../../tools/testing/managed-data-key.ts";
import { recipients } from "./recipients.ts";
import { account, region, type Service } from "./service.ts";

/**
 * Makes what an example is about.
 *
 * @param known keys of an instance that are there already. Default: two new ones
 */
export function exampleThings(
  service: Service,
  example: Example,
  known?: ThingsMaker["known"],
): Promise<ExampleThings> {
  let aliases = 0;
  let names = 0;
  const maker: ThingsMaker = {
    account,
    region,
    recipient: recipients.SM2PKE.fields,
    call: service.call,
    newName: () => `example-${String((names += 1))}`,
    newAlias: () => `alias/example-${String((aliases += 1))}`,
    home: once(() => service.newInstance()),
    instance: () => service.newInstance({ id: `kst-${"i".repeat(21)}` }),
    newInstance: () => service.newInstance({ id: `kst-${"n".repeat(21)}`, connection: null }),
    managedDataKey: (keyId) =>
      putManagedDataKey(
        { ...service, scope: { account, region }, now: service.clock.now },
        `example-${String((names += 1))}`,
        keyId,
      ),
    ...(known && { known }),
  };
  return makeThings(maker, example);
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}
