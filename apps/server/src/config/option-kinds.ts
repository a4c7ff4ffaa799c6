/** A value that an option does not take. Its message goes on from the option's name, and does not repeat the value. */
export class OptionValueError extends Error {
  override readonly name = "OptionValueError";
}

/** What an option takes. */
export interface OptionKind<T> {
  /** What it is where nothing is given; undefined where that is for others to say. */
  readonly preset: T;
  /**
   * Reads what was given: text on a command line or in a variable; in a config file also a number, a switch or a list.
   *
   * @throws OptionValueError
   */
  read(given: unknown): T;
}

/** Text, with at least one character. */
export function text(): OptionKind<string | undefined>;
export function text(preset: string): OptionKind<string>;
export function text(preset?: string): OptionKind<string | undefined> {
  return { preset, read: (given) => matching(given, /^[^]+$/, "text, and not empty") };
}

/** Text of a form, which `must` says; in a config file it may be a number. */
export function formed(form: RegExp, must: string, preset: string): OptionKind<string> {
  return { preset, read: (given) => matching(typeof given === "number" ? String(given) : given, form, must) };
}

/** Text, or several in a list. */
export function texts(): OptionKind<string | readonly string[] | undefined> {
  const one = text();
  return {
    preset: undefined,
    read: (given) => (Array.isArray(given) ? given.map((each) => one.read(each) ?? "") : one.read(given)),
  };
}

/** One of some words. */
export function oneOf<const W extends string>(words: readonly W[], preset: W): OptionKind<W> {
  return {
    preset,
    read(given) {
      const word = words.find((each) => each === given);
      if (word === undefined) throw new OptionValueError(`must be one of ${words.join(", ")}`);
      return word;
    },
  };
}

/** A whole number within bounds. */
export function whole(bounds: Bounds): OptionKind<number | undefined>;
export function whole(bounds: Bounds, preset: number): OptionKind<number>;
export function whole({ min, max }: Bounds, preset?: number): OptionKind<number | undefined> {
  return {
    preset,
    read(given) {
      const number = typeof given === "string" && /^\d{1,15}$/.test(given) ? Number(given) : given;
      if (Number.isSafeInteger(number) && (number as number) >= min && (number as number) <= max) {
        return number as number;
      }
      throw new OptionValueError(`must be a whole number from ${String(min)} to ${String(max)}`);
    },
  };
}

/** A port; 0 has the system pick a free one. */
export function port(preset: number): OptionKind<number> {
  return whole({ min: 0, max: 65_535 }, preset);
}

/** A switch: on or off. */
export function flag(): OptionKind<boolean | undefined>;
export function flag(preset: boolean): OptionKind<boolean>;
export function flag(preset?: boolean): OptionKind<boolean | undefined> {
  return {
    preset,
    read(given) {
      const word = typeof given === "string" ? given.toLowerCase() : given;
      if (word === true || word === "true" || word === "1") return true;
      if (word === false || word === "false" || word === "0") return false;
      throw new OptionValueError("must be true or false");
    },
  };
}

interface Bounds {
  readonly min: number;
  readonly max: number;
}

function matching(given: unknown, form: RegExp, must: string): string {
  if (typeof given === "string" && form.test(given)) return given;
  throw new OptionValueError(`must be ${must}`);
}
