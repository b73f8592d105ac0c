/**
 * The access of every caller to every procedure, HTTP route and page of the panel.
 *
 * `in`: allowed, `401`: unauthenticated, `403`: forbidden, `sign-in`: redirected to the sign-in page. `anonymous`,
 * `member`, `admin` and `expired` (an expired session) call from pages of the panel; `pk`, `sk` and `revoked` (a revoked
 * secret key) from programs. Signing out comes last, because it ends the sessions it is tested with.
 */
const accessTable = `
                             anonymous pk       sk       member   admin    revoked  expired
mutation track               401       in       in       401      401      401      401
query list_latest            401       403      403      403      in       401      401
query aggregate              401       403      403      403      in       401      401
query barChart               401       403      403      403      in       401      401
query stackedBarChart        401       403      403      403      in       401      401
query funnel                 401       403      403      403      in       401      401
query activeUsers            401       403      403      403      in       401      401
query retention              401       403      403      403      in       401      401
query topUsers               401       403      403      403      in       401      401
query newEvents              401       403      403      403      in       401      401
query event                  401       403      403      403      in       401      401
query names                  401       403      403      403      in       401      401
mutation catalog.declare     401       403      in       401      401      401      401
query catalog.declared       401       403      403      403      in       401      401
query catalog.apps           401       403      403      403      in       401      401
query catalog.undeclaredProperties 401       403      403      403      in       401      401
query rejections.list        401       403      403      403      in       401      401
query rejections.count       401       403      403      403      in       401      401
query rejections.inTransactions 401    403      403      403      in       401      401
mutation rejections.retry    401       403      403      403      in       401      401
query history                401       403      403      403      in       401      401
query usage.overview         401       403      403      403      in       401      401
query usage.users            401       403      403      403      in       401      401
query usage.trends           401       403      403      403      in       401      401
query usage.endpoints        401       403      403      403      in       401      401
mutation usage.cleanup       401       403      403      403      in       401      401
mutation usage.trackPageView 401       in       in       401      401      401      401
mutation usage.heartbeat     401       in       in       401      401      401      401
query users.get              401       403      403      403      in       401      401
query users.search           401       403      403      403      in       401      401
mutation users.identify      401       403      in       401      401      401      401
mutation users.unlink        401       403      403      403      in       401      401
mutation users.erase         401       403      403      403      in       401      401
mutation activity.log        401       403      in       401      401      401      401
query activity.list          401       403      403      403      in       401      401
query activity.page          401       403      403      403      in       401      401
query activity.forUser       401       403      403      403      in       401      401
query activity.count         401       403      403      403      in       401      401
query activity.recent        401       403      403      403      in       401      401
query activity.get           401       403      403      403      in       401      401
query activity.getOrThrow    401       403      403      403      in       401      401
query activity.actionTypes   401       403      403      403      in       401      401
query activity.resourceTypes 401       403      403      403      in       401      401
query activity.modules       401       403      403      403      in       401      401
query activity.modes         401       403      403      403      in       401      401
query activity.resolveResourceUsers 401       403      403      403      in       401      401
query users.timeline         401       403      403      403      in       401      401
query system.feed            401       403      403      403      in       401      401
query system.retention       401       403      403      403      in       401      401
query system.status          401       403      403      403      in       401      401
query handlers.status        401       403      403      403      in       401      401
mutation handlers.retry      401       403      403      403      in       401      401
subscription onEvent         401       403      403      403      in       401      401

GET /healthz                 in        in       in       in       in       in       in
GET /readyz                  in        in       in       in       in       in       in
GET /metrics                 401       401      401      401      401      401      401
POST /ingest                 401       in       in       401      401      401      401
POST /api/auth/link          in        403      403      in       in       403      in
POST /api/auth/sign-out      in        403      403      in       in       403      in

page /sign-in                in        in       in       in       in       in       in
page /sign-in/link           in        in       in       in       in       in       in
page /sign-out               in        in       in       in       in       in       in
page /preferences            in        in       in       in       in       in       in
page /                       sign-in   sign-in  sign-in  403      in       sign-in  sign-in
page /events                 sign-in   sign-in  sign-in  403      in       sign-in  sign-in
page /events/rejected        sign-in   sign-in  sign-in  403      in       sign-in  sign-in
page /events/:id             sign-in   sign-in  sign-in  403      in       sign-in  sign-in
page /handlers               sign-in   sign-in  sign-in  403      in       sign-in  sign-in
page /system                 sign-in   sign-in  sign-in  403      in       sign-in  sign-in
page /catalog                sign-in   sign-in  sign-in  403      in       sign-in  sign-in
page /usage                  sign-in   sign-in  sign-in  403      in       sign-in  sign-in
page /activity               sign-in   sign-in  sign-in  403      in       sign-in  sign-in
page /activity/resource/:type/:id sign-in   sign-in  sign-in  403      in       sign-in  sign-in
page /activity/export/:format sign-in   sign-in  sign-in  403      in       sign-in  sign-in
page /people                 sign-in   sign-in  sign-in  403      in       sign-in  sign-in
page /users/:id              sign-in   sign-in  sign-in  403      in       sign-in  sign-in
page /*                      sign-in   sign-in  sign-in  403      in       sign-in  sign-in
action /sign-in              in        403      403      in       in       403      in
action /preferences          in        403      403      in       in       403      in
action /sign-out             in        403      403      in       in       403      in
`;

const callers = ["anonymous", "pk", "sk", "member", "admin", "revoked", "expired"] as const;
export type Caller = (typeof callers)[number];
export type Expected = Record<Caller, string>;

/** The rows by name, such as `query names` or `POST /ingest`. */
export function parseAccessTable(): Map<string, Expected> {
  const [, ...lines] = accessTable.split("\n").filter((line) => line.trim());

  return new Map(
    lines.map((line) => {
      const [kind, path, ...cells] = line.trim().split(/\s+/);
      const expected = Object.fromEntries(callers.map((caller, column) => [caller, cells[column] ?? "none"]));
      return [`${kind} ${path}`, expected as Expected];
    }),
  );
}

/** One message for each name without a row. */
export function findMissingRows(existing: readonly string[]): string[] {
  const rows = parseAccessTable();

  return existing
    .filter((name) => !rows.has(name))
    .map((name) => `Add a row for "${name}" to the table in apps/server/src/testing/access-table.ts.`);
}

export function toOutcome(status: number, location: string | null): string {
  if (status === 401 || status === 403) return String(status);

  return location !== null && /\/sign-in\?returnTo=|\/sign-in$/.test(location) ? "sign-in" : "in";
}
