import type { SQLInputValue } from "node:sqlite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "./temporary-folder.ts";
import {
  openTamperedStore,
  quoted,
  valuesElsewhere,
  type Outcome,
  type Row,
  type TamperedStore,
} from "./tampered-store.ts";

/**
 * Tables whose rows decide nothing that a key protects: what is in `settings` is checked by whoever keeps it there, and what
 * `key_blocks` counts decides on which page of a list a key stands.
 */
const withoutCodes = ["settings", "migrations", "migration_lock", "key_blocks"];

const folder = temporaryFolder();
let subject: TamperedStore;
let untouched: ReadonlyMap<string, Outcome>;

beforeAll(async () => {
  subject = await openTamperedStore(folder.newFile());
  untouched = await subject.ask();
});

afterAll(async () => {
  await subject.close();
});

/** What is wrong with the answers once rows were changed: nothing, or what was believed. */
async function findings({ noticed = true } = {}): Promise<readonly string[]> {
  const wrong: string[] = [];
  let refusals = 0;
  for (const [question, outcome] of await subject.ask()) {
    if (outcome === "tampered") {
      refusals += 1;
      continue;
    }
    const before = untouched.get(question) ?? [];
    const news = outcome.filter((record) => !before.includes(record));
    wrong.push(...news.map((record) => `${question}: ${record}`));
  }
  if (noticed && refusals === 0) wrong.push("nothing was refused");
  return wrong;
}

/** Other values for a column of the first of two rows; and whether a row must be refused with them, or may not be found. */
function otherValues(
  column: string,
  [row, other]: readonly [Row, Row],
): readonly { readonly value: SQLInputValue; readonly noticed: boolean }[] {
  const own = row[column] ?? null;
  const places = valuesElsewhere(column);
  const values = [
    { value: null, noticed: true },
    // A row that is nowhere is like one that was taken out.
    { value: alteredValue(column, own), noticed: places === undefined },
    ...(places ?? []).map((value) => ({ value, noticed: true })),
    // Not the sequence number: another row has it.
    ...(column === "seq" ? [] : [{ value: other[column] ?? null, noticed: true }]),
  ];
  return values.filter(({ value }) => !isSame(value, own));
}

function alteredValue(column: string, value: SQLInputValue): SQLInputValue {
  // Of rows that count as a list, the sequence is their order: the first becomes the last.
  if (column === "seq") return Number(value) + 1000;
  if (value instanceof Uint8Array) return value.map((byte, index) => (index === 0 ? byte ^ 1 : byte));
  if (typeof value === "number") return value === 1 ? 0 : value + 1;
  return typeof value === "string" ? `${value}x` : "x";
}

function isSame(a: SQLInputValue, b: SQLInputValue): boolean {
  return a instanceof Uint8Array && b instanceof Uint8Array ? Buffer.compare(a, b) === 0 : a === b;
}

/** Changes one column of a row; answers false where SQLite itself keeps the value out. */
function change(table: string, { seq = null }: Row, column: string, value: SQLInputValue): boolean {
  try {
    const set = `UPDATE ${quoted(table)} SET ${quoted(column)} = ? WHERE seq = ?`;
    subject.execute(set, value, seq);
    return true;
  } catch {
    return false;
  }
}

/** Gives each of two rows the other's values of these columns. */
function swap(table: string, columns: readonly string[]): boolean {
  const [row, other] = subject.rowsOf(table);
  // Unique values are moved out of the way first.
  const aside = columns.map((column) => change(table, row, column, "on its way"));
  const there = columns.map((column) => change(table, other, column, row[column] ?? null));
  const back = columns.map((column) => change(table, row, column, other[column] ?? null));
  return [...aside, ...there, ...back].every(Boolean);
}

it("knows every table and every column that there are", () => {
  const tables = [...subject.columns.keys()];
  for (const table of withoutCodes) expect(tables).toContain(table);
  expect(tables.length - withoutCodes.length).toBe(17);
});

/** Runs `work` for each column of each table whose rows have codes. */
async function forEachColumn(work: (table: string, column: string) => Promise<void> | void): Promise<void> {
  for (const [table, columns] of subject.columns) {
    if (withoutCodes.includes(table)) continue;
    for (const column of columns) await work(table, column);
  }
}

describe("a store whose file somebody else writes", () => {
  it(
    "believes no value that was changed, in any column of any table, and no row that was moved",
    { timeout: 60_000 },
    async () => {
      const wrong: string[] = [];
      await forEachColumn(async (table, column) => {
        const rows = subject.rowsOf(table);
        let tried = 0;
        for (const { value, noticed } of otherValues(column, rows)) {
          if (!change(table, rows[0], column, value)) continue;
          tried += 1;
          for (const finding of await findings({ noticed })) {
            wrong.push(`${table}.${column} = ${JSON.stringify(value)}: ${finding}`);
          }
          subject.restore();
        }
        if (tried === 0) wrong.push(`${table}.${column} was not changed`);
      });
      expect(wrong).toEqual([]);
    },
  );

  it("believes no two rows that have swapped a value, or all of them but their place", async () => {
    const wrong: string[] = [];
    const trySwap = async (table: string, columns: readonly string[]) => {
      const [row, other] = subject.rowsOf(table);
      if (columns.every((column) => isSame(row[column] ?? null, other[column] ?? null))) return;
      if (swap(table, columns)) {
        for (const finding of await findings()) wrong.push(`${table}, ${columns.join()}: ${finding}`);
      }
      subject.restore();
    };
    await forEachColumn(async (table, column) => {
      if (column !== "seq") await trySwap(table, [column]);
    });
    for (const [table, columns] of subject.columns) {
      if (withoutCodes.includes(table)) continue;
      await trySwap(
        table,
        columns.filter((column) => column !== "seq"),
      );
      await trySwap(
        table,
        columns.filter((column) => column !== "seq" && column !== "mac"),
      );
    }
    expect(wrong).toEqual([]);
  });

  it("notices a tag or a membership that is missing, and one more", async () => {
    for (const table of ["tags", "user_groups"]) {
      const [{ seq = null }] = subject.rowsOf(table);
      subject.execute(`DELETE FROM ${table} WHERE seq = ?`, seq);
      expect([table, await findings()]).toEqual([table, []]);
      subject.restore();
      const name = table === "tags" ? "tag_key" : "group_name";
      const columns = (subject.columns.get(table) ?? []).filter((column) => column !== "seq");
      const values = columns.map((column) => (column === name ? "'more'" : column)).join();
      subject.execute(
        `INSERT INTO ${table} (${columns.join()}) SELECT ${values} FROM ${table} WHERE seq = ?`,
        seq,
      );
      expect([table, await findings()]).toEqual([table, []]);
      subject.restore();
    }
  });

  it("answers nothing of its own making when a row is taken out whole, or all of a table", async () => {
    for (const table of subject.columns.keys()) {
      if (withoutCodes.includes(table)) continue;
      const [{ seq = null }] = subject.rowsOf(table);
      subject.execute(`DELETE FROM ${quoted(table)} WHERE seq = ?`, seq);
      expect([table, await findings({ noticed: false })]).toEqual([table, []]);
      subject.execute(`DELETE FROM ${quoted(table)}`);
      expect([table, await findings({ noticed: false })]).toEqual([table, []]);
      subject.restore();
    }
  });

  it("answers as before once everything is put back", async () => {
    subject.restore();
    expect(await subject.ask()).toEqual(untouched);
  });
});
