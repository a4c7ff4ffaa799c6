import {
  batchGetSecretValue,
  everyOperation,
  exportDataKey,
  listTagResources,
  tagResources,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { isLeftOut } from "../../../tools/testing/left-out.ts";
import { sampleLanguages, sampleOf, type SampleCall, type SampleLanguageId } from "../src/index.ts";
import { exampleCalls, hostileCalls } from "./example-calls.ts";
import { parsers } from "./parsers/languages.ts";
import type { ParsedProgram } from "./parsers/read-programs.ts";

/** The samples of a language, of the calls that it has samples of. */
function samplesOf(language: SampleLanguageId, calls: readonly SampleCall[]) {
  return calls.flatMap((call) => {
    const sample = sampleOf(language, call);
    return sample === undefined ? [] : [{ call, sample }];
  });
}

/** Texts of a call that a sample has as they are: others are numbers, or become code or members of JSON. */
function textsOf({ parameters }: SampleCall): readonly string[] {
  return Object.entries(parameters).flatMap(([name, text]) =>
    /Context|Config|CustomData|SecretsList|\.\d+\./.test(name) || /^(?:\d+|true|false)$/.test(text)
      ? []
      : [text],
  );
}

/** What a parser said of the samples, as it has to be. */
function expectRead(
  samples: readonly { readonly call: SampleCall; readonly sample: string }[],
  parsed: readonly ParsedProgram[],
  withTexts: boolean,
): void {
  samples.forEach(({ call, sample }, index) => {
    const program = parsed[index] ?? { error: "the parser said nothing" };
    if ("error" in program) throw new Error(`${program.error}\n${sample}`);
    if (withTexts) expect(program.texts, sample).toEqual(expect.arrayContaining([...textsOf(call)]));
  });
}

/** In these, a value may become code of another form, or the program looks after it. */
const ofOtherForms: readonly SampleLanguageId[] = ["terraform", "keyferry-sdk"];

describe.each(sampleLanguages)("samples of $label", ({ id, syntax }) => {
  const { needs, read } = parsers[syntax];

  it("are there for most operations", () => {
    const least = id === "terraform" ? 14 : 80;
    expect(samplesOf(id, exampleCalls).length).toBeGreaterThan(least);
  });

  it.skipIf(needs !== undefined && isLeftOut(needs))(
    "are read by the language's parser, with each value",
    async () => {
      const samples = samplesOf(id, exampleCalls);
      const parsed = await read(samples.map(({ sample }) => sample));
      expectRead(samples, parsed, !ofOtherForms.includes(id));
    },
  );

  it.skipIf(needs !== undefined && isLeftOut(needs))("hold whatever is typed as a text", async () => {
    const samples = samplesOf(id, hostileCalls);
    const parsed = await read(samples.map(({ sample }) => sample));
    parsed.forEach((program, index) => {
      const { call, sample } = samples[index] ?? {};
      if ("error" in program) throw new Error(`${program.error}\n${String(sample)}`);
      if (call === undefined || id === "terraform" || id === "keyferry-sdk") return;
      expect(program.texts, sample).toEqual(expect.arrayContaining([...textsOf(call)]));
    });
  });

  it("keep no secret, and take the access key from the environment", () => {
    for (const { sample } of samplesOf(id, exampleCalls)) {
      expect(sample).toContain("ALIBABA_CLOUD_ACCESS_KEY_SECRET");
      expect(sample).not.toMatch(
        /rejectUnauthorized|InsecureSkipVerify|--skip-secure-verify|--insecure(?! )\w|ignoreSSL|-k /,
      );
    }
  });

  it("are saved under names that say what they are", () => {
    const names = Object.values(everyOperation).map((operation) =>
      sampleLanguages.find((each) => each.id === id)?.fileName(operation),
    );
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9_-]+\.[a-z]+$/);
  });
});

describe("a sample", () => {
  const call: SampleCall = {
    operation: exportDataKey,
    parameters: { CiphertextBlob: "AAEC", EncryptionContext: '{"tenant":"a"}', WrappingKeySpec: "EC_SM2" },
    endpoint: "https://127.0.0.1:7790",
    region: "cn-hangzhou",
    gateway: "dedicated",
  };

  it.each(sampleLanguages.filter(({ id }) => id !== "terraform"))(
    "of $label goes to the endpoint, and says whom to trust",
    ({ id }) => {
      const sample = sampleOf(id, call);
      expect(sample).toContain("127.0.0.1:7790");
      expect(sample).toContain("its instance's own CA");
      expect(sample).not.toContain("--insecure");
    },
  );

  it("leaves out what is no parameter of the operation", () => {
    for (const { id } of sampleLanguages) {
      const sample = sampleOf(id, {
        ...call,
        parameters: { "'; rm -rf / #": "x", __proto__: "y", KeyId: "there is none" },
      });
      expect(sample ?? "").not.toMatch(/rm -rf|there is none/);
    }
  });

  it("is not there where a value is not of the type that the library takes", () => {
    const bad = { ...call, parameters: { EncryptionContext: "no JSON" } };
    expect(sampleOf("go", bad)).toBeUndefined();
    expect(sampleOf("python", bad)).toBeUndefined();
    expect(sampleOf("curl", bad)).toContain("'no JSON'");
    expect(sampleOf("keyferry-sdk", bad)).toContain("kms.send(exportDataKey, parameters)");
  });

  const ofTypes: readonly SampleLanguageId[] = ["python", "go", "java", "php"];

  it.each(ofTypes)("of %s has no member that the definition does not name", (id) => {
    const secrets = (SecretsList: string) =>
      sampleOf(id, { ...call, operation: batchGetSecretValue, parameters: { SecretsList } });
    expect(secrets('[{"SecretName":"a","FetchExtendedConfig":true}]')).toMatch(/fetch_?extended_?config/i);
    for (const hostile of ["a=__import__('os').system('id'),b", "class", "__proto__", "constructor", ""]) {
      expect(secrets(`[{"SecretName":"a",${JSON.stringify(hostile)}:"x"}]`), hostile).toBeUndefined();
    }
    for (const list of [
      '[{"SecretName":7}]',
      '[{"SecretName":null}]',
      '["a"]',
      '[{"FetchExtendedConfig":"true"}]',
    ]) {
      expect(secrets(list), list).toBeUndefined();
    }
    const tags = (parameters: SampleCall["parameters"]) =>
      sampleOf(id, { ...call, operation: tagResources, parameters });
    expect(tags({ "Tag.1.Key": "team", "Tag.1.class": "x", "Tag.1.1": "y" })).toBe(
      tags({ "Tag.1.Key": "team" }),
    );
    expect(tags({ "Tag.1.Key": "team", "Tag.2": "whole" })).toBeUndefined();
  });

  it.each(ofTypes)("of %s is there only where JSON stays what it is", (id) => {
    const context = (EncryptionContext: string) =>
      sampleOf(id, { ...call, parameters: { EncryptionContext } });
    for (const number of ["0", "-7", "9007199254740991", "0.5", "1e-7"]) {
      expect(context(`{"\\"9":[${number}]}`), number).toContain(number);
    }
    const deep = `${"[".repeat(40)}${"]".repeat(40)}`;
    for (const value of [
      "1e999",
      "12345678901234567890",
      "9007199254740993",
      "1.0",
      "-0",
      '"\\ud800"',
      deep,
    ]) {
      expect(context(`{"a":${value}}`), value).toBeUndefined();
    }
    expect(context('{"\\udc00":"a"}')).toBeUndefined();
    expect(context('{"a":"1e999 \\" 12345678901234567890"}')).toContain("1e999");
  });

  it("of Java has numbers beyond 32 bits as long ones", () => {
    const parameters = {
      EncryptionContext: '{"a":2147483647,"b":2147483648,"c":-2147483648,"d":-2147483649}',
    };
    const sample = sampleOf("java", { ...call, parameters });
    expect(sample).toContain('mapOf("a", 2147483647, "b", 2147483648L, "c", -2147483648, "d", -2147483649L)');
  });

  it.each<SampleLanguageId>(["aliyun-cli", "keyferry-cli", "curl"])("of %s commands no terminal", (id) => {
    const sample = sampleOf(id, { ...call, parameters: { WrappingKeySpec: "a\u001b[201~\nid\n\u202eb\r'" } });
    expect(sample).not.toMatch(/[\u001b\r\u202e]/);
    const hidden = (octal: string) => String.raw`'"$(printf '${octal}')"'`;
    const after = String.raw`b${hidden("\\015")}'\''`;
    expect(sample).toContain(`'a${hidden("\\033")}[201~\nid\n${hidden("\\342\\200\\256")}${after}'`);
  });

  it("is refused for an endpoint that is no origin of HTTP", () => {
    expect(() => sampleOf("go", { ...call, endpoint: "ftp://127.0.0.1" })).toThrow(TypeError);
  });

  it("has lists as each library takes them", () => {
    const parameters = {
      ResourceType: "key",
      "ResourceId.1": "k1",
      "Tag.1.Key": "team",
      "Tag.1.Value": "pay",
    };
    const tags = { ...call, operation: tagResources, parameters };
    expect(sampleOf("python", tags)).toContain(
      'tag=[models.TagResourcesRequestTag(key="team", value="pay")]',
    );
    expect(sampleOf("go", tags)).toContain(
      '[]*kms.TagResourcesRequestTag{&kms.TagResourcesRequestTag{Key: dara.String("team")',
    );
    expect(sampleOf("java", tags)).toContain(
      'Arrays.asList(new TagResourcesRequest.TagResourcesRequestTag().setKey("team")',
    );
    expect(sampleOf("php", tags)).toContain('TagResourcesRequest\\tag(["key" => "team", "value" => "pay"])');
    expect(sampleOf("keyferry-cli", tags)).toContain(`--Tag '{"Key":"team","Value":"pay"}'`);
    expect(sampleOf("aliyun-cli", { ...tags, operation: listTagResources })).toContain("--Tag.1.Key 'team'");
  });
});
