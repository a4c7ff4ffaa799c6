import { SaxesParser } from "saxes";
import * as z from "zod/mini";
import { withoutOptional } from "../field-table.ts";

interface Element {
  readonly name: string;
  readonly children: Element[];
  text: string;
}

/** The form that JSON would have of what was read, as a schema tells lists, numbers and booleans apart from text. */
export type AsSchema = (schema: z.ZodMiniObject) => unknown;

/**
 * Reads an XML document. The root's name is not looked at.
 *
 * @throws Error for a document that is not well formed
 */
export function readXml(document: string): AsSchema {
  const root = parse(document);
  return (schema) => valueOf(schema, [root]);
}

function parse(document: string): Element {
  const parser = new SaxesParser();
  const top: Element = { name: "", children: [], text: "" };
  const open = [top];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ name }) => {
    const element = { name, children: [], text: "" };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  const text = (characters: string) => {
    const element = open.at(-1);
    if (element !== undefined) element.text += characters;
  };
  parser.on("text", text);
  parser.on("cdata", text);
  parser.on("closetag", () => {
    open.pop();
  });
  parser.write(document).close();
  const [root] = top.children;
  if (root === undefined) throw new Error("the document has no root element");
  return root;
}

function valueOf(schema: z.core.$ZodType, elements: readonly Element[]): unknown {
  const inner = withoutOptional(schema);
  if (inner instanceof z.ZodMiniArray) {
    return elements.map((element) => valueOf(inner._zod.def.element, [element]));
  }
  const [element] = elements;
  if (element === undefined) return undefined;
  if (inner instanceof z.ZodMiniPipe) return valueOf(inner._zod.def.in, elements);
  if (inner instanceof z.ZodMiniObject) {
    const shape = inner._zod.def.shape as Readonly<Record<string, z.core.$ZodType>>;
    return Object.fromEntries(
      Object.entries(shape).flatMap(([name, field]) => {
        const value = valueOf(
          field,
          element.children.filter((child) => child.name === name),
        );
        return value === undefined ? [] : [[name, value]];
      }),
    );
  }
  if (inner instanceof z.ZodMiniNumber) return Number(element.text);
  if (inner instanceof z.ZodMiniBoolean) return element.text === "true";
  return element.text;
}
