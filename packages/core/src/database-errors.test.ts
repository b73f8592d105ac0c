import { expect, test } from "vitest";
import { isDataError } from "./database-errors.ts";

test.for([
  ["22P02", "numutils.c", true],
  ["22021", "mbutils.c", true],
  ["54000", "nbtutils.c", true],
  ["54000", "jsonb_util.c", true],
  ["54001", "postgres.c", true],
  // https://github.com/postgres/postgres: the codes of these say "limit", and no event is to blame.
  ["54000", "async.c", false],
  ["54000", "varsup.c", false],
  ["54000", "multixact.c", false],
  ["2200H", "sequence.c", false],
  ["53100", "fd.c", false],
  ["53300", "proc.c", false],
  ["25006", "utility.c", false],
  ["42501", "aclchk.c", false],
  ["55P03", "lock.c", false],
  ["57014", "postgres.c", false],
  ["57P01", "postgres.c", false],
] as const)("%s from %s is the row's own fault: %s", ([code, file, isOwnFault]) => {
  expect(isDataError(Object.assign(new Error(), { code, file }))).toBe(isOwnFault);
});
