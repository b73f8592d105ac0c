import type { RouterOutputs } from "../api/trpc.ts";
import { formatDuration } from "../format/format-duration.ts";

type OpenWrite = RouterOutputs["system"]["feed"]["openWrites"][number];

/** Names the transaction that the live feed waits for, and its age. */
export function describeOpenWrite({ pid, preparedAs, application, role, seconds }: OpenWrite): string {
  const kind =
    preparedAs === null ? `the transaction of process ${pid}` : `the prepared transaction "${preparedAs}"`;
  const owner = [application, role && `role ${role}`].filter(Boolean).join(", ");
  const age =
    seconds === null
      ? ". To see how old it is, grant pg_read_all_stats to the role of this server"
      : `, open for ${formatDuration(seconds)}`;

  return `${kind}${owner && ` (${owner})`}${age}`;
}

/** The statement that ends it. Another role's needs an administrator. */
export function formatEndStatement({ pid, preparedAs }: OpenWrite): string {
  return preparedAs === null
    ? `select pg_terminate_backend(${pid});`
    : `rollback prepared '${preparedAs.replaceAll("'", "''")}';`;
}
