import { openApiDocument } from "@keyferry/protocol/openapi";

/** The OpenAPI document as a file, indented so that a change of it can be read. */
export function openApiText(): string {
  return `${JSON.stringify(openApiDocument(), undefined, 2)}\n`;
}
