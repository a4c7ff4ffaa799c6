// Multiples of points by windows of 4 bits of the scalar. Each window costs the same steps, the digit 0 included, and a
// table is read from end to end for every digit: neither branches nor addresses depend on the scalar.

import {
  BASE_TABLES,
  NUMBER,
  OTHER,
  PICKED,
  POINT,
  POINT_TABLE,
  SUM,
  TABLE,
  WINDOW,
  WINDOWS,
} from "./memory";
import { addPoints, doublePoint, setInfinity } from "./points";

/** The digit of 4 bits at `window`, counted from the least, of a scalar of 32 bytes. */
function digitOf(scalar: usize, window: usize): i64 {
  const byte = <i64>load<u8>(scalar + NUMBER - 1 - (window >> 1));
  return (byte >> ((<i64>(window & 1)) << 2)) & 15;
}

/** Copies the entry at `digit`, by masks over all entries. */
function pick(d: usize, table: usize, digit: i64): void {
  for (let word: usize = 0; word < POINT; word += 8) {
    let picked: i64 = 0;
    for (let i: usize = 0; i < WINDOW; i++) {
      // All ones for the entry at `digit` alone; no comparison, which an engine could turn into a branch.
      const mask = (((<i64>i) ^ digit) - 1) >> 63;
      picked |= load<i64>(table + i * POINT + word) & mask;
    }
    store<i64>(d + word, picked);
  }
}

/** Fills a table with the multiples 0 to 15 of p. */
function fillTable(table: usize, p: usize): void {
  setInfinity(table);
  for (let i: usize = 1; i < WINDOW; i++) addPoints(table + i * POINT, table + (i - 1) * POINT, p);
}

/** Makes the tables for the base point, once. */
export function fillBaseTables(base: usize): void {
  memory.copy(OTHER, base, POINT);
  for (let window: usize = 0; window < WINDOWS; window++) {
    fillTable(BASE_TABLES + window * TABLE, OTHER);
    for (let i = 0; i < 4; i++) doublePoint(OTHER, OTHER);
  }
}

/** SUM = scalar times the base point: one table for each window, so that nothing is doubled. */
export function multiplyBasePoint(scalar: usize): void {
  setInfinity(SUM);
  for (let window: usize = 0; window < WINDOWS; window++) {
    pick(PICKED, BASE_TABLES + window * TABLE, digitOf(scalar, window));
    addPoints(SUM, SUM, PICKED);
  }
}

/** SUM = scalar times p */
export function multiplyPoint(p: usize, scalar: usize): void {
  fillTable(POINT_TABLE, p);
  setInfinity(SUM);
  for (let window: usize = WINDOWS; window > 0; window--) {
    for (let i = 0; i < 4; i++) doublePoint(SUM, SUM);
    pick(PICKED, POINT_TABLE, digitOf(scalar, window - 1));
    addPoints(SUM, SUM, PICKED);
  }
}
