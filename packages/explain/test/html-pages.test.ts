import { readFileSync } from "node:fs";
import { explanationPage } from "@keyferry/explain";
import type { HostRules } from "@keyferry/gateway";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { html } from "../src/pages/html/markup.ts";
import { pageStyle } from "../src/pages/html/style.ts";
import { languageOf, pageWords } from "../src/pages/html/words.ts";
import { createExplainingService, idIn } from "./explaining-service.ts";

const browser = {
  accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  host: "localhost",
};
const hosts: HostRules = {
  ...{ kind: "public" as const, regions: ["cn-hangzhou"], defaultRegion: "cn-hangzhou" },
  ...{ instances: () => [], anyName: false },
};

/** The page of a refusal, for a browser. */
async function pageOf(
  refuse: (
    service: Awaited<ReturnType<typeof createExplainingService>>,
  ) => Parameters<typeof idIn>[0] | Promise<Parameters<typeof idIn>[0]>,
  headers: Readonly<Record<string, string>> = {},
  explorer?: string,
) {
  const service = await createExplainingService();
  const target = `/explain/${idIn(await refuse(service))}`;
  const request = { method: "GET", target, headers: new Map(Object.entries({ ...browser, ...headers })) };
  const response = await explanationPage(request, { explanations: service.explanations, hosts, explorer });
  if (response === undefined) throw new Error("there is no page");
  return response;
}

describe("the page of an explanation in a browser", () => {
  it("is HTML that lets nothing in but its own style", async () => {
    const { status, headers, body } = await pageOf((service) =>
      service.send("DescribeKey", { KeyId: "alias/none" }),
    );
    expect(status).toBe(200);
    expect(headers).toEqual({
      "content-type": "text/html;charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy":
        "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    });
    expect(body).toMatch(/^<!doctype html>/);
    expect(body).toContain('<h1 lang="en">Forbidden.AliasNotFound</h1>');
    expect(body).toContain('<link rel="stylesheet" href="/explain/style.css" />');
    expect(body).not.toMatch(/<script|\son[a-z]+=|style=|javascript:/);
    expect(body).not.toContain("/explorer/");
  });

  it("leads to the explorer, where there is one", async () => {
    const { body } = await pageOf(
      (service) => service.send("DescribeKey", { KeyId: "alias/none" }),
      {},
      "/explorer/",
    );
    expect(body).toContain('<a href="/explorer/">Explorer</a>');
  });

  it.each([
    ["en", "Why it was refused", "en-GB,en;q=0.9"],
    ["zh-CN", "请求为什么被拒绝", "zh-CN,zh;q=0.9,en;q=0.8"],
  ])("is written in %s: %s", async (language, said, asked) => {
    const { body } = await pageOf((service) => service.send("DescribeKey", { KeyId: "alias/none" }), {
      "accept-language": asked,
    });
    expect(body).toContain(`<html lang="${language}">`);
    expect(body).toContain(said);
  });

  it("of an unknown id says so, in the reader's language", async () => {
    const { explanations } = await createExplainingService();
    const headers = new Map(Object.entries({ ...browser, "accept-language": "zh" }));
    const request = { method: "GET", target: `/explain/${"0".repeat(32)}`, headers };
    const response = await explanationPage(request, { explanations, hosts });
    expect(response?.status).toBe(404);
    expect(response?.body).toContain("没有这条说明");
  });

  it("has its style from the same server, under its own names alone", async () => {
    const { explanations } = await createExplainingService();
    const get = (host: string) =>
      explanationPage(
        { method: "GET", target: "/explain/style.css", headers: new Map([["host", host]]) },
        { explanations, hosts },
      );
    expect((await get("localhost"))?.headers["content-type"]).toBe("text/css;charset=utf-8");
    expect((await get("rebound.example"))?.status).toBe(404);
  });

  it("looks as the explorer does: every colour, size and space is one of its own", () => {
    const tokens = readFileSync(
      new URL("../../../apps/explorer/src/style/tokens.css", import.meta.url),
      "utf8",
    );
    const flat = (text: string) => text.replaceAll(/\s+/g, " ");
    const own = [...flat(pageStyle).matchAll(/(--[a-z-]+): ([^;]+);/g)].map(([whole]) => whole);
    expect(own.length).toBeGreaterThan(15);
    for (const token of own) expect(flat(tokens)).toContain(token);
    for (const [, name] of pageStyle.matchAll(/var\((--[a-z-]+)\)/g)) {
      expect(pageStyle).toContain(`${name ?? ""}:`);
    }
  });
});

/** Of any UTF-16 units, those that HTML knows more often than by chance. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom("<", ">", "&", '"', "'"),
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
    ),
  )
  .map((units) => units.join(""));

describe("markup", () => {
  it("takes no text for HTML, whatever it is", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { html: made } = html`<p title="${text}">${text}</p>`;
        const [, inside = ""] = /^<p title="([^"<>]*)">[^"<>]*<\/p>$/.exec(made) ?? [];
        const back = inside
          .replaceAll("&lt;", "<")
          .replaceAll("&gt;", ">")
          .replaceAll("&quot;", '"')
          .replaceAll("&#39;", "'")
          .replaceAll("&amp;", "&");
        expect(back.length).toBe(text.length);
        expect(made.startsWith('<p title="')).toBe(true);
      }),
    );
    const hostile = `"><script>alert(1)</script>`;
    expect(html`<p title="${hostile}">${hostile}</p>`.html).not.toContain("<script>");
  });
});

describe("the language of a page", () => {
  it.each([
    ["", "en"],
    ["zh", "zh"],
    ["zh-Hans-CN", "zh"],
    ["de, zh;q=0.5", "zh"],
    ["en;q=0.4, ZH-TW;q=0.8", "zh"],
    ["zh;q=0.4, en;q=0.8", "en"],
    ["zh;q=0", "en"],
    ["zh;q=nonsense", "en"],
    ["fr", "en"],
    [`${"a,".repeat(200)}zh`, "en"],
  ])("that asks for %j is %s", (asked, language) => {
    expect(languageOf(asked)).toBe(language);
  });

  it("has the same words in each", () => {
    expect(Object.keys(pageWords.zh)).toEqual(Object.keys(pageWords.en));
  });
});
