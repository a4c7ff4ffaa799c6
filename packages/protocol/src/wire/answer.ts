import { wipe } from "@keyferry/bytes";
import * as z from "zod/mini";
import { serviceError, ServiceError, type AccessDeniedDetail } from "../errors/service-error.ts";
import type { AnswerOf, Operation } from "../operation.ts";
import { denialSchema } from "./denial.ts";
import { readXml, type AsSchema } from "./xml-read.ts";
import { isXmlText, writeXml, type XmlValue } from "./xml-write.ts";

/** The two forms of an answer. */
export type Format = "JSON" | "XML";

/** Media type of each form, to the letter as clients compare it. */
export const contentTypes: Readonly<Record<Format, string>> = {
  JSON: "application/json;charset=utf-8",
  XML: "text/xml;charset=utf-8",
};

/**
 * Renders an answer, and wipes the bytes that it held, whether it can be rendered or not.
 *
 * @throws ServiceError as `checkAnswer` does
 */
export function renderAnswer<O extends Operation>(
  operation: O,
  answer: AnswerOf<O>,
  requestId: string,
  format: Format,
): string {
  try {
    checkAnswer(operation, answer, format);
    const wire = z.encode(operation.answer, answer);
    return render(`${operation.name}Response`, { ...wire, RequestId: requestId }, format);
  } finally {
    wipeAnswer(answer);
  }
}

/**
 * Checks that an answer can be rendered so that a caller's own text in it is given back as it was: XML 1.0 has no place for
 * most control characters, U+FFFE and U+FFFF.
 *
 * @throws ServiceError `InvalidParameter` of Format
 */
export function checkAnswer<O extends Operation>(operation: O, answer: AnswerOf<O>, format: Format): void {
  if (format === "JSON") return;
  for (const path of operation.verbatim) {
    if (valuesAt(answer, path.split(".")).every((value) => typeof value !== "string" || isXmlText(value))) {
      continue;
    }
    const reason = `XML 1.0 cannot hold a character of ${path}: ask for Format=JSON`;
    throw serviceError("InvalidParameter", { parameter: "Format", reason });
  }
}

/** What stands at a path, once for each item of the lists on its way. */
function valuesAt(value: unknown, [name, ...further]: readonly string[]): readonly unknown[] {
  if (Array.isArray(value)) {
    return value.flatMap((item) => valuesAt(item, name === undefined ? [] : [name, ...further]));
  }
  if (name === undefined) return [value];
  return typeof value === "object" && value !== null
    ? valuesAt((value as Readonly<Record<string, unknown>>)[name], further)
    : [];
}

/** Overwrites the bytes of an answer or a request that will not be used any more, however deep they stand. */
export function wipeAnswer(answer: object): void {
  for (const value of Object.values(answer) as unknown[]) {
    if (value instanceof Uint8Array) wipe(value);
    else if (typeof value === "object" && value !== null) wipeAnswer(value);
  }
}

/** Renders an error. `hostId` is the host name that the caller used. */
export function renderError(
  error: ServiceError,
  { requestId, hostId }: { readonly requestId: string; readonly hostId: string },
  format: Format,
): string {
  const body = {
    RequestId: requestId,
    HostId: hostId,
    Code: error.code,
    Message: error.message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(error.code)}&product=Kms`,
    HttpStatus: error.status,
    ...(error.accessDenied !== undefined && { AccessDeniedDetail: { ...error.accessDenied } }),
  };
  return render("Error", body, format);
}

function render(root: string, body: XmlValue, format: Format): string {
  return format === "JSON" ? JSON.stringify(body) : writeXml(root, body);
}

/** An answer as read, with the id that the service gave the request. */
export type Answered<O extends Operation> = AnswerOf<O> & { readonly RequestId: string };

/**
 * Reads the answer to an operation.
 *
 * @throws ServiceError the error that the service answered, or `InternalFailure` for a text that is no answer
 */
export function readAnswer<O extends Operation>(
  operation: O,
  { status, text, format }: { readonly status: number; readonly text: string; readonly format: Format },
): Answered<O> {
  try {
    const bodyAs = readBody(text, format);
    const failure = z.safeParse(failureSchema, bodyAs(failureSchema));
    if (failure.success) {
      const { Code: code, Message: message, RequestId: requestId } = failure.data;
      const accessDenied = readDenial(bodyAs);
      throw new ServiceError({ code, status, message, requestId, accessDenied });
    }
    // A proxy's failure may happen to have an answer's members.
    if (status < 200 || status > 299) throw new Error("the status is not that of an answer");
    const wire = bodyAs(operation.answered);
    return z.decode(operation.answered, wire as z.input<O["answered"]>) as Answered<O>;
  } catch (error) {
    if (error instanceof ServiceError) throw error;
    const message = `The answer to ${operation.name} (HTTP status ${String(status)}) could not be read.`;
    throw new ServiceError({ code: "InternalFailure", status, message }, { cause: error });
  }
}

const failureSchema = z.object({ RequestId: z.string(), Code: z.string(), Message: z.string() });

const deniedSchema = z.object({ AccessDeniedDetail: denialSchema });

/** A detail that cannot be read must not hide the error itself. */
function readDenial(bodyAs: AsSchema): AccessDeniedDetail | undefined {
  const denial = z.safeParse(deniedSchema, bodyAs(deniedSchema));
  return denial.success ? denial.data.AccessDeniedDetail : undefined;
}

/** Reads a body once, however many schemas it is held against. */
function readBody(text: string, format: Format): AsSchema {
  if (format === "XML") return readXml(text);
  const body: unknown = JSON.parse(text);
  return () => body;
}
