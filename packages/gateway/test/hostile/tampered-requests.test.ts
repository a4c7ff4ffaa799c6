import type { GatewayRequest } from "@keyferry/gateway";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { acs, v1, withHeader, type Sending } from "../requests.ts";
import { ask, outcomeIn } from "../service.ts";
import { expectDocumented, wasAccepted } from "./documented.ts";
import { fuzz } from "./fuzz.ts";
import { meaningOf, tamper, tampering } from "./tampering.ts";
import { actions, createWorld, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});

const makers = {
  V1: v1,
  ACS3: acs.bind(undefined, "ACS3-HMAC-SHA256"),
  ACS4: acs.bind(undefined, "ACS4-HMAC-SHA256"),
} as const;

describe.each(["V1", "ACS3", "ACS4"] as const)("a %s request changed on its way", (scheme) => {
  const action = fc.constantFrom(...actions);
  const sending: fc.Arbitrary<Sending> = fc.record({
    place: fc.constantFrom(
      ...(scheme === "V1" ? (["query", "form", "split"] as const) : (["query", "form"] as const)),
    ),
  });
  const isTaken = async (request: GatewayRequest) => {
    const response = await ask(world.service, request);
    return { response, taken: wasAccepted(world.service) };
  };

  it("is refused, unless it still means the same", async () => {
    await fc.assert(
      fc.asyncProperty(
        action,
        sending,
        fc.array(tampering, { minLength: 1, maxLength: 2 }),
        async (name, how, changes) => {
          const request = makers[scheme](name, world.sound[name], how);
          const changed = changes.reduce(tamper, request);
          const { response, taken } = await isTaken(changed);
          if (meaningOf(changed) === meaningOf(request)) {
            expectDocumented(world.service, response, { action: name });
          } else {
            expect(taken).toBe(false);
            expectDocumented(world.service, response);
          }
        },
      ),
      fuzz(1_000),
    );
  });

  it("is never taken when the request itself has been, whatever the change", async () => {
    await fc.assert(
      fc.asyncProperty(action, sending, tampering, async (name, how, change) => {
        const request = makers[scheme](name, world.sound[name], how);
        expect((await isTaken(request)).taken).toBe(true);
        const { response, taken } = await isTaken(tamper(request, change));
        expect(taken).toBe(false);
        expectDocumented(world.service, response);
      }),
      fuzz(500),
    );
  });

  it("is refused with any character of its signature changed", async () => {
    const request = makers[scheme]("DescribeRegions");
    const holder = scheme === "V1" ? request.target : (request.headers.get("authorization") ?? "");
    const [, before = "", signature = "", after = ""] = /^(.*Signature=)([^&,]+)(.*)$/.exec(holder) ?? [];
    expect(signature.length).toBeGreaterThan(27);
    for (let at = 0; at < signature.length; at++) {
      for (const other of ["0", "A", "f"].filter((character) => character !== signature[at])) {
        const text = before + signature.slice(0, at) + other + signature.slice(at + 1) + after;
        const changed =
          scheme === "V1" ? { ...request, target: text } : withHeader(request, "authorization", text);
        // `%2b` is `%2B`.
        if (meaningOf(changed) === meaningOf(request)) continue;
        const { response, taken } = await isTaken(changed);
        expect(taken).toBe(false);
        expectDocumented(world.service, response);
      }
    }
    expect(outcomeIn(await ask(world.service, request))).toBe("OK");
  });
});
