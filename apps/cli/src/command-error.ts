/** Something that the person at the keyboard can put right. The message is a whole sentence and holds no secret. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}
