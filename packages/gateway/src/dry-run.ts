import { serviceError, ServiceError, wipeAnswer, type Operation } from "@keyferry/protocol";

/**
 * Whether a request is a dry run, read before anything else of it is parsed: a bad parameter is an outcome too.
 *
 * @throws ServiceError `InvalidParameter` for a value that is neither true nor false
 */
export function isDryRun({ dryRun }: Operation, parameters: ReadonlyMap<string, string>): boolean {
  const text = parameters.get("DryRun") ?? "";
  if (!dryRun || text === "" || text === "false") return false;
  if (text === "true") return true;
  throw serviceError("InvalidParameter", { parameter: "DryRun", reason: "must be true or false" });
}

/**
 * Performs a call and turns its outcome into the code that a dry run answers: it never succeeds.
 *
 * @param check throws where the answer could not be given
 * @throws ServiceError `DryRunOperationError`, `AccessDeniedError` or `ValidationError`; 5xx codes as they are
 */
export async function performDry<Answer extends object>(
  perform: () => Promise<Answer>,
  check: (answer: Answer) => void,
): Promise<never> {
  try {
    const answer = await perform();
    try {
      check(answer);
    } finally {
      wipeAnswer(answer);
    }
  } catch (error) {
    throw error instanceof ServiceError ? outcomeOf(error) : error;
  }
  throw serviceError("DryRunOperationError");
}

function outcomeOf(error: ServiceError): ServiceError {
  const { code, status, message, accessDenied } = error;
  if (status >= 500 || status === 429) return error;
  const detail = { reason: `${code}: ${message}`, cause: error };
  return code === "Forbidden.NoPermission"
    ? serviceError("AccessDeniedError", { ...detail, ...(accessDenied && { accessDenied }) })
    : serviceError("ValidationError", detail);
}
