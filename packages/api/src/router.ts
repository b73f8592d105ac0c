import { activeUsers } from "./procedures/active-users.ts";
import { activity } from "./procedures/activity.ts";
import { aggregate } from "./procedures/aggregate.ts";
import { barChart } from "./procedures/bar-chart.ts";
import { catalog } from "./procedures/catalog.ts";
import { event } from "./procedures/event.ts";
import { funnel } from "./procedures/funnel.ts";
import { handlers } from "./procedures/handlers.ts";
import { history } from "./procedures/history.ts";
import { listLatest } from "./procedures/list-latest.ts";
import { names } from "./procedures/names.ts";
import { newEvents } from "./procedures/new-events.ts";
import { onEvent } from "./procedures/on-event.ts";
import { rejections } from "./procedures/rejections.ts";
import { retention } from "./procedures/retention.ts";
import { stackedBarChart } from "./procedures/stacked-bar-chart.ts";
import { topUsers } from "./procedures/top-users.ts";
import { system } from "./procedures/system.ts";
import { track } from "./procedures/track.ts";
import { usage } from "./procedures/usage.ts";
import { users } from "./procedures/users.ts";
import { createCallerFactory, router } from "./trpc.ts";

export const appRouter = router({
  track,
  list_latest: listLatest,
  aggregate,
  barChart,
  stackedBarChart,
  funnel,
  activeUsers,
  retention,
  topUsers,
  onEvent,
  newEvents,
  event,
  names,
  catalog,
  rejections,
  history,
  users,
  usage,
  activity,
  handlers,
  system,
});

export type AppRouter = typeof appRouter;

export const createCaller = createCallerFactory(appRouter);
