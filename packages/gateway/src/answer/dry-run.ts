import { serviceError, ServiceError, wipeAnswer } from "@keyferry/protocol";

/**
 * Performs a call and turns its outcome into the code that a dry run answers: it never succeeds.
 *
 * @param check throws where the answer could not be given, or where a part of it would be a refusal
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
