import { encodeForm } from "@keyferry/signature/steps";
import type { AccessKey, PlainRequest } from "../connection/connection.ts";

/** What can be done wrong on purpose, to see what a server says. */
export const mistakes = ["none", "secret", "changed"] as const;

/** A mistake that is made on purpose. */
export type Mistake = (typeof mistakes)[number];

/** An access key with another secret. */
export function withWrongSecret(key: AccessKey): AccessKey {
  return { ...key, secret: `not-${key.secret}` };
}

/** A request in which the value of a parameter was changed after it was signed. */
export function changedOnTheWay(request: PlainRequest, parameter: string): PlainRequest {
  const [path = "/", query] = request.target.split("?");
  return {
    ...request,
    target: query === undefined ? path : `${path}?${changed(query, parameter)}`,
    body: request.body === "" ? "" : changed(request.body, parameter),
  };
}

function changed(form: string, parameter: string): string {
  const parameters = new Map(new URLSearchParams(form));
  const value = parameters.get(parameter);
  if (value !== undefined) parameters.set(parameter, `${value}!`);
  return encodeForm(parameters);
}
