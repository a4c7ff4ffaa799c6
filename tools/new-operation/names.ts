/** An operation that is to be made, by its names. */
export interface OperationNames {
  /** Folder of its group. */
  readonly group: string;
  /** Name of its files: `create-secret`. */
  readonly file: string;
  /** Identifier of its definition: `createSecret`. */
  readonly identifier: string;
  /** The `Action`: `CreateSecret`. */
  readonly action: string;
}

const form = /^([a-z]+(?:-[a-z]+)*)\/([a-z]+(?:-[a-z]+)*)$/;

/**
 * Reads `<group>/<name>`, such as `secrets/create-secret`.
 *
 * @throws Error for any other form
 */
export function readNames(typed: string): OperationNames {
  const [, group, file] = form.exec(typed) ?? [];
  if (group === undefined || file === undefined) {
    throw new Error(
      `"${typed}" is no <group>/<name> in lower case: write, for example, secrets/create-secret`,
    );
  }
  const action = file.replaceAll(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase());
  return { group, file, action, identifier: action.charAt(0).toLowerCase() + action.slice(1) };
}
