import { maxParameters, maxRequestBytes, type GatewayRequest } from "@keyferry/gateway";
import { decodeBase64 } from "@keyferry/protocol";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { acs, v1, withHeader, type Parameters } from "../requests.ts";
import { ask, outcomeIn, refusalIn } from "../service.ts";
import { expectDocumented } from "./documented.ts";
import { actions, createWorld, fieldsOf, type ActionName, type World } from "./world.ts";

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
beforeEach(() => {
  world.service.faults.length = 0;
});

const send = (action: ActionName, parameters: Parameters) =>
  world.service.send(action, { ...world.sound[action], ...parameters });

/** Every field of every operation whose name is like that. */
function fieldsLike(pattern: RegExp): [ActionName, string][] {
  return actions.flatMap((action) =>
    fieldsOf(action)
      .filter(({ name }) => pattern.test(name))
      .map(({ name }): [ActionName, string] => [action, name]),
  );
}

describe("a request", () => {
  const lengthOf = ({ target, headers }: GatewayRequest) =>
    target.length + [...headers].join("").length - headers.size;

  it.each(["V1", "ACS3-HMAC-SHA256"] as const)(
    "of %s passes with a head of 262,144 bytes, and not of one more",
    async (scheme) => {
      const make = (Padding: string) =>
        scheme === "V1" ? v1("DescribeRegions", { Padding }) : acs(scheme, "DescribeRegions", { Padding });
      // The signature's length varies with what must be escaped in it.
      const filled = (length: number) => {
        for (;;) {
          const request = make("a".repeat(length - lengthOf(make(""))));
          if (lengthOf(request) === length) return request;
        }
      };
      expect(outcomeIn(await ask(world.service, filled(maxRequestBytes)))).toBe("OK");
      const response = await ask(world.service, filled(maxRequestBytes + 1));
      expect(outcomeIn(response)).toBe("RequestEntityTooLarge");
      expect(response.status).toBe(413);
    },
  );

  it("passes with a body of 262,144 bytes, and not of one more", async () => {
    const bodyOf = (length: number) => ({ ...v1("DescribeRegions"), body: new Uint8Array(length) });
    expect(outcomeIn(await ask(world.service, bodyOf(maxRequestBytes)))).toBe("OK");
    expect(outcomeIn(await ask(world.service, bodyOf(maxRequestBytes + 1)))).toBe("RequestEntityTooLarge");
  });

  it.each<[string, (request: GatewayRequest) => GatewayRequest]>([
    ["target", (request) => ({ ...request, target: `/?${"%".repeat(maxRequestBytes)}` })],
    ["header", (request) => ({ ...request, headers: new Map([["host", "%".repeat(maxRequestBytes)]]) })],
    ["form", (request) => ({ ...request, body: new Uint8Array(maxRequestBytes + 1).fill(0x25) })],
  ])("that is too large is refused before its %s is parsed", async (_, change) => {
    const response = await ask(world.service, change(v1("DescribeRegions", {}, { place: "form" })));
    expect(outcomeIn(response)).toBe("RequestEntityTooLarge");
  });

  describe.each(["query", "form", "split"] as const)("with all parameters in its %s", (place) => {
    const sent = (count: number) => {
      const bare = v1("DescribeRegions", {}, { place });
      const own = [bare.target.slice(2), new TextDecoder().decode(bare.body)]
        .flatMap((text) => text.split("&"))
        .filter((part) => part !== "").length;
      const extra = Object.fromEntries(
        Array.from({ length: count - own }, (_, index) => [`x${String(index)}`, "1"]),
      );
      return ask(world.service, v1("DescribeRegions", extra, { place }));
    };

    it("may have 1,000 of them, whether an operation knows them or not, and not one more", async () => {
      expect(maxParameters).toBe(1000);
      expect(outcomeIn(await sent(1000))).toBe("OK");
      const response = await sent(1001);
      expect(response.status).toBe(413);
      expect(refusalIn(response).message).toBe(
        "The request is too large. The request has more than 1000 parameters, which is the most that are read.",
      );
    });
  });

  it("is refused for its parameters before any of them is decoded", async () => {
    const target = `/?${"%&".repeat(1001)}`;
    expect(outcomeIn(await ask(world.service, { ...v1("DescribeRegions"), target }))).toBe(
      "RequestEntityTooLarge",
    );
  });

  it("may have nothing between ampersands as often as it likes", async () => {
    const request = v1("DescribeRegions");
    const target = request.target.replaceAll("&", "&".repeat(5_000));
    expect(outcomeIn(await ask(world.service, { ...request, target }))).toBe("OK");
  });

  it("may not have a context in 900 parts", async () => {
    const parts: Parameters = Object.fromEntries(
      Array.from({ length: 900 }, (_, index) => [`EncryptionContext.${String(index)}`, "1"]),
    );
    const response = await send("Encrypt", { EncryptionContext: undefined, ...parts });
    expect(refusalIn(response).message).toContain("EncryptionContext: arrived in parts");
  });
});

describe("what a request repeats of itself", () => {
  const long = (unit: string) => unit.repeat(80_000);
  const shown = async (request: GatewayRequest) => {
    const response = await ask(world.service, request);
    expectDocumented(world.service, response);
    expect(response.body.length).toBeLessThan(3_000);
    return refusalIn(response);
  };

  it.each(["a", '"\\', "&", "\u0001"])("is not a long Host, of %j", async (unit) => {
    for (const Format of ["JSON", "XML"]) {
      const request = withHeader(v1("DescribeRegions", { Format }), "host", long(unit));
      const refusal = await shown(request);
      expect(refusal.message).toContain("the Host is longer than any host name");
    }
  });

  it.each(["a", "%01", "%22", "%F0%9F%98%80"])(
    "is not a long name that is there twice, of %j",
    async (unit) => {
      const name = unit.repeat(10_000);
      const request = v1("DescribeRegions");
      const { message } = await shown({ ...request, target: `${request.target}&${name}&${name}` });
      expect(message).toContain("twice");
    },
  );

  it("is nothing of what follows the dot of a map in parts", async () => {
    const { message } = await shown(v1("Encrypt", { [`EncryptionContext.${"secret".repeat(10_000)}`]: "" }));
    expect(message).toContain("as EncryptionContext.*;");
    expect(message).not.toContain("secret");
  });
});

describe("a parameter of great length or depth", () => {
  const texts = [
    "a".repeat(200_000),
    "A".repeat(200_000),
    "é".repeat(40_000),
    "[".repeat(40_000) + "]".repeat(40_000),
    `[${'{"Key":'.repeat(9_000)}"a"${"}".repeat(9_000)}]`,
    `${'{"a":'.repeat(1_000)}"a"${"}".repeat(1_000)}`,
  ];

  it.each(fieldsLike(/./))("is refused shortly by %s, as %s", async (action, name) => {
    for (const text of texts) {
      // Beside a parameter that decides in its place nobody looks at it.
      const overrider = fieldsOf(action).find((field) => field.name === name)?.overriddenBy;
      const alone = overrider === undefined ? {} : { [overrider]: undefined };
      const response = await send(action, { ...alone, [name]: text });
      expectDocumented(world.service, response, { action, format: "JSON" });
      // 8,000 characters are a description or a secret's value like any other, and 6,002 a plaintext.
      const isText =
        /^(?:Description|SecretData)$/.test(name) || (action === "Encrypt" && name === "Plaintext");
      if (isText && outcomeIn(response) === "OK") continue;
      expect(outcomeIn(response)).not.toBe("OK");
      expect(response.body.length).toBeLessThan(1_000);
    }
  });
});

describe("an encryption context", () => {
  const filled = (length: number, unit = "x") => `{"a":"${unit.repeat(length - 8)}"}`;

  it.each(fieldsLike(/EncryptionContext$/))(
    "of %s, as %s, has not 8,193 characters",
    async (action, name) => {
      const response = await send(action, { [name]: filled(8193) });
      expect(refusalIn(response).message).toBe(
        `The specified parameter is not valid. ${name}: is longer than 8192 characters.`,
      );
    },
  );

  it.each(["x", "é"])("may have 8,192 characters, of %s, wherever there is one", async (unit) => {
    const EncryptionContext = filled(8192, unit);
    const made = await send("Encrypt", { EncryptionContext });
    const { CiphertextBlob } = JSON.parse(made.body) as { CiphertextBlob: string };
    const opened = { CiphertextBlob, EncryptionContext };
    const responses = [
      await send("GenerateDataKey", { EncryptionContext }),
      await send("GenerateDataKeyWithoutPlaintext", { EncryptionContext }),
      await send("GenerateAndExportDataKey", { EncryptionContext }),
      await send("Decrypt", opened),
      await send("ExportDataKey", opened),
      await send("ReEncrypt", {
        CiphertextBlob,
        SourceEncryptionContext: EncryptionContext,
        DestinationEncryptionContext: EncryptionContext,
      }),
    ];
    expect(responses.map(outcomeIn)).toEqual(responses.map(() => "OK"));
  });
});

describe("a plaintext", () => {
  it.each(["a", "é", "密", "🔑"])("of 6,144 bytes is encrypted, and comes back: %s", async (character) => {
    const Plaintext = character.repeat(6144 / Buffer.byteLength(character));
    const made = await send("Encrypt", { Plaintext });
    const { CiphertextBlob } = JSON.parse(made.body) as { CiphertextBlob: string };
    expect(decodeBase64(CiphertextBlob)).toHaveLength(36 + 12 + 6144 + 16);
    const opened = await send("Decrypt", { CiphertextBlob });
    expect(opened.body).toContain(`"Plaintext":"${Plaintext}"`);
  });

  it.each(["a", "é", "密", "🔑"])("of more is not: %s", async (character) => {
    const Plaintext = character.repeat(6144 / Buffer.byteLength(character) + 1);
    const response = await send("Encrypt", { Plaintext });
    expect(refusalIn(response).message).toContain("Plaintext: is longer than 6144 bytes");
  });
});

describe.each(["GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "GenerateAndExportDataKey"] as const)(
  "NumberOfBytes of %s",
  (action) => {
    const ask = (NumberOfBytes: string) => send(action, { NumberOfBytes, KeySpec: undefined });
    const blobOf = (body: string) =>
      decodeBase64((JSON.parse(body) as { CiphertextBlob: string }).CiphertextBlob);

    it.each([
      ["1", 1],
      ["32", 32],
      ["1024", 1024],
      ["", 32],
    ])("may be %j: %i bytes", async (text, length) => {
      const response = await ask(text);
      expect(outcomeIn(response)).toBe("OK");
      expect(blobOf(response.body)).toHaveLength(36 + 12 + Math.ceil(length / 3) * 4 + 16);
    });

    it.each([
      ...[
        "0",
        "1025",
        "-1",
        "1.5",
        "1.0",
        "1e2",
        "0x10",
        "0b1",
        "010",
        "00",
        " 1",
        "1 ",
        "+1",
        "1_0",
        "1,0",
        "１",
        "١",
      ],
      ...["NaN", "Infinity", "null", "true", "[1]", "99999999999999999999", "1\n", "\ufeff1", "one"],
    ])("may not be %j", async (text) => {
      const response = await ask(text);
      expect(refusalIn(response).message).toBe(
        "The specified parameter is not valid. NumberOfBytes: must be a whole number from 1 to 1024.",
      );
    });
  },
);
