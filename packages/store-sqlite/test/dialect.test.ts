import { DatabaseSync } from "node:sqlite";
import { describe, expect, it } from "vitest";
import { adaptConnection, statementsKept } from "../src/dialect.ts";

function manyTexts(): string[] {
  return Array.from({ length: statementsKept }, (_, index) => `SELECT ${String(index)}`);
}

describe("the statements of a connection", () => {
  it("are prepared once per text", () => {
    const connection = adaptConnection(new DatabaseSync(":memory:"));
    expect(connection.prepare("SELECT ?")).toBe(connection.prepare("SELECT ?"));
    expect(connection.prepare("SELECT ?").all([1])).toEqual([{ "?": 1 }]);
    expect(connection.prepare("SELECT ?").all([2])).toEqual([{ "?": 2 }]);
    connection.close();
  });

  it("are kept up to a bound", () => {
    const connection = adaptConnection(new DatabaseSync(":memory:"));
    const first = connection.prepare("SELECT ?");
    for (const text of manyTexts()) {
      connection.prepare(text);
    }
    expect(connection.prepare("SELECT ?")).not.toBe(first);
    connection.close();
  });

  it("are kept by their last use", () => {
    const connection = adaptConnection(new DatabaseSync(":memory:"));
    const first = connection.prepare("SELECT ?");
    for (const text of manyTexts()) {
      connection.prepare(text);
      connection.prepare("SELECT ?");
    }
    expect(connection.prepare("SELECT ?")).toBe(first);
    connection.close();
  });

  it("tell what answers rows from what does not", () => {
    const connection = adaptConnection(new DatabaseSync(":memory:"));
    expect(connection.prepare("SELECT 1").reader).toBe(true);
    const create = connection.prepare("CREATE TABLE t (n INTEGER)");
    expect(create.reader).toBe(false);
    create.run([]);
    expect(connection.prepare("INSERT INTO t VALUES (1) RETURNING n").reader).toBe(true);
    expect(connection.prepare("INSERT INTO t VALUES (?)").run([1]).changes).toBe(1);
    connection.close();
  });

  it("may be walked through twice at once", () => {
    const connection = adaptConnection(new DatabaseSync(":memory:"));
    const text = "SELECT 1 AS n UNION ALL SELECT 2";
    const [one, two] = [connection.prepare(text).iterate([]), connection.prepare(text).iterate([])];
    expect(one.next().value).toEqual({ n: 1 });
    expect(two.next().value).toEqual({ n: 1 });
    expect(one.next().value).toEqual({ n: 2 });
    expect(two.next().value).toEqual({ n: 2 });
    connection.close();
  });
});
