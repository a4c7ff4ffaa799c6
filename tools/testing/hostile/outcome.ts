import type { HttpAnswer } from "./connection.ts";

/** The code that an answer holds, in JSON or XML; `OK` for a success. */
export function outcomeOf({ status, body }: HttpAnswer): string {
  const [, json, xml] = /"Code":"([^"]*)"|<Code>([^<]*)<\/Code>/.exec(body) ?? [];
  return json ?? xml ?? (status === 200 ? "OK" : "none");
}

/** The target of the page that explains an answer; undefined where there is none. */
export function explanationOf({ head }: HttpAnswer): string | undefined {
  return /^x-keyferry-explain: http:\/\/[^/]+(\/\S+)\r$/im.exec(head)?.[1];
}
