import { answerText } from "../parts/answer-text.ts";
import type { Exchange } from "./travel/exchange.ts";

/** A request as it travelled, a parameter a line. */
export function requestText({ request: { method, target, headers, body } }: Exchange): string {
  const head = [
    `${method} ${target}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  return [...head, "", body.replaceAll("&", "\n&")].join("\n");
}

/** An answer as it travelled, a member a line; what is secret in it is covered. */
export function coveredAnswerText({ operation, answer: { status, body } }: Exchange): string {
  return [`HTTP ${String(status)}`, "", answerText(body, "JSON", operation.secretMembers)].join("\n");
}
