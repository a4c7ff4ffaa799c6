/** A reason not to start, told to whoever starts the server. The message holds no secret. */
export class StartError extends Error {
  override readonly name = "StartError";
}
