import { example } from "../../examples/example.ts";
import { getRandomPassword } from "./get-random-password.ts";

/** A sound request of GetRandomPassword. */
export const getRandomPasswordExample = example(getRandomPassword, {
  request: () => ({ PasswordLength: 16, ExcludeCharacters: "lI1O0" }),
  touches: () => ["*"],
  answer: () => ({ RandomPassword: 'x&<"7q]A' }),
});
