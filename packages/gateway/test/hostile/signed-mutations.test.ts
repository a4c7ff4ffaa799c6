import { maxRequestBytes, type GatewayRequest } from "@keyferry/gateway";
import type { Format } from "@keyferry/protocol";
import fc from "fast-check";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { examples } from "../../../../tools/testing/examples.ts";
import { acs, v1, type Parameters, type Sending } from "../requests.ts";
import { ask, outcomeIn } from "../service.ts";
import { expectDocumented, wasAccepted } from "./documented.ts";
import { fuzz } from "./fuzz.ts";
import { mutate, mutation, type Mutation, type Pairs } from "./mutation.ts";
import { actions, createWorld, type ActionName, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
beforeEach(() => {
  world.service.faults.length = 0;
});

const schemes = ["V1", "ACS3-HMAC-SHA256", "ACS4-HMAC-SHA256"] as const;
type Scheme = (typeof schemes)[number];

function signed(scheme: Scheme, action: string, parameters: Parameters, sending: Sending): GatewayRequest {
  return scheme === "V1"
    ? v1(action, parameters, sending)
    : acs(scheme, action, parameters, sending.place === "split" ? {} : sending);
}

/** The form that a request asks for. One that asks for a form that there is not gets its scheme's own. */
function askedForm(scheme: Scheme, { Format }: Parameters): Format {
  const stated = (Format ?? "").toUpperCase();
  if (stated === "JSON" || stated === "XML") return stated;
  return scheme === "V1" ? "XML" : "JSON";
}

describe("the sound requests that everything here begins with", () => {
  it.each(actions)("%s is performed, or refused for what it is", async (action) => {
    const { refusal = "OK" } = examples[action];
    expect(outcomeIn(await world.service.send(action, world.sound[action]))).toBe(refusal);
  });
});

describe("rightly signed requests with any change to their parameters", () => {
  it("get a documented answer, in the form that they ask for", async () => {
    let sent = 0;
    let accepted = 0;
    const attempt = async (
      action: ActionName,
      changes: readonly Mutation[],
      scheme: Scheme,
      sending: Sending,
      format: string,
    ) => {
      const sound = Object.entries(world.sound[action]).map(([name, value]): Pairs[number] => [
        name,
        value ?? "",
      ]);
      const changed = changes.reduce<Pairs>(mutate, [...sound, ["Format", format]]);
      // V1 with neither: the default there is `JSON`, which a caller who leaves it out does not send.
      const parameters = { Format: undefined, ...Object.fromEntries(changed) };
      const request = signed(scheme, action, parameters, sending);
      const response = await ask(world.service, request);
      // Nobody reads what a form asks for that is too large to be read.
      const isRead = request.body.length <= maxRequestBytes;
      expectDocumented(world.service, response, {
        action,
        ...(isRead && { format: askedForm(scheme, parameters) }),
      });
      sent++;
      if (wasAccepted(world.service)) accepted++;
    };
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...actions),
        fc.oneof(
          { weight: 2, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 1 }) },
          { weight: 1, arbitrary: fc.array(mutation, { minLength: 2, maxLength: 3 }) },
        ),
        fc.constantFrom(...schemes),
        fc.record({
          place: fc.constantFrom("query", "form", "split"),
          method: fc.constantFrom("POST", "GET"),
        }),
        fc.constantFrom("JSON", "xml", ""),
        attempt,
      ),
      fuzz(2_000),
    );
    // Otherwise nothing but authentication would have been tested.
    expect(accepted / sent).toBeGreaterThan(0.7);
  });
});
