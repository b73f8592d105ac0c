import { createTestCluster, createTestDatabase, fillNotifyQueue } from "@admin-events/db/testing";
import { TestClock } from "pg-boss";
import { expect, test, vi } from "vitest";
import { startJobQueue } from "./job-queue.ts";
import { getScheduledJobStatus } from "./scheduled-job-status.sql.ts";
import { scheduleJob, unscheduleJob } from "./schedule-job.ts";

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined };
const MINUTE_MS = 60_000;

test("of several processes one does each run, whose time is that of the time zone", async () => {
  await using db = await createTestDatabase();
  const clock = new TestClock("2026-06-01T12:00:00Z");
  await using first = await startJobQueue({ url: db.url, logger, clock });
  await using second = await startJobQueue({ url: db.url, logger, clock });
  const runs: string[] = [];
  const job = {
    name: "nightly",
    cron: "30 1 * * *",
    timeZone: "Europe/Berlin",
    work: () => Promise.resolve(void runs.push(new Date(clock.now()).toISOString())),
    logger,
  };

  // A new schedule runs at once.
  await using _a = await scheduleJob(first, job);
  await using _b = await scheduleJob(second, job);
  await clock.tick(MINUTE_MS);
  expect(runs).toHaveLength(1);

  for (const day of ["2026-06-01", "2026-06-02"]) {
    await clock.setTime(`${day}T23:28:00Z`);
    await clock.tick(4 * MINUTE_MS);
  }

  expect(runs.slice(1).map((time) => time.slice(0, 15))).toEqual(["2026-06-01T23:3", "2026-06-02T23:3"]);
});

test("runs that were due while no process was up happen once at the next start", async () => {
  await using db = await createTestDatabase();
  const clock = new TestClock("2026-06-01T12:00:00Z");
  let runs = 0;
  const job = {
    name: "nightly",
    cron: "30 1 * * *",
    timeZone: "UTC",
    work: () => Promise.resolve(void runs++),
    logger,
  };
  {
    await using jobs = await startJobQueue({ url: db.url, logger, clock });
    await using _ = await scheduleJob(jobs, job);
    await clock.tick(MINUTE_MS);
  }
  expect(runs).toBe(1);

  await clock.setTime("2026-06-05T12:00:00Z");
  await using jobs = await startJobQueue({ url: db.url, logger, clock });
  await using _ = await scheduleJob(jobs, job);
  await clock.tick(2 * MINUTE_MS);

  expect(runs).toBe(2);
});

test("a schedule starts while the queue of notifications that all databases share is full", async () => {
  await using cluster = await createTestCluster({ max_notify_queue_pages: "64" });
  await using jobs = await startJobQueue({ url: cluster.url, logger });
  // As an earlier release left it.
  await jobs.boss.createQueue("nightly", { policy: "exclusive", notify: true });
  await using _full = await fillNotifyQueue(cluster.url);
  let runs = 0;

  await using _ = await scheduleJob(jobs, {
    name: "nightly",
    cron: "30 1 * * *",
    timeZone: "UTC",
    work: () => Promise.resolve(void runs++),
    logger,
  });

  await vi.waitFor(() => expect(runs).toBe(1));
});

test("a run that fails is repeated after 15 minutes", async () => {
  await using db = await createTestDatabase();
  const clock = new TestClock("2026-06-01T12:00:00Z");
  await using jobs = await startJobQueue({ url: db.url, logger, clock });
  const runs: number[] = [];
  await using _ = await scheduleJob(jobs, {
    name: "nightly",
    cron: "30 1 * * *",
    timeZone: "UTC",
    work: () => (runs.push(clock.now()) === 1 ? Promise.reject(new Error("no")) : Promise.resolve()),
    logger,
  });
  await clock.tick(MINUTE_MS);
  await vi.waitFor(async () => expect((await jobs.boss.findJobs("nightly"))[0]?.state).toBe("retry"));

  await clock.setTime("2026-06-01T12:10:00Z");
  await clock.tick(MINUTE_MS);
  expect(runs).toHaveLength(1);
  await clock.setTime("2026-06-01T12:16:00Z");
  await clock.tick(MINUTE_MS);

  expect(runs).toHaveLength(2);
});

test("a schedule that was ended runs no more", async () => {
  await using db = await createTestDatabase();
  await using jobs = await startJobQueue({ url: db.url, logger });

  await unscheduleJob(jobs, "nightly");
  await using _ = await scheduleJob(jobs, {
    name: "nightly",
    cron: "30 1 * * *",
    timeZone: "UTC",
    work: () => Promise.resolve(),
    logger,
  });
  expect(await jobs.boss.getSchedules()).toHaveLength(1);

  await unscheduleJob(jobs, "nightly");
  expect(await jobs.boss.getSchedules()).toEqual([]);
});

test("a daily run happens once on the days when clocks change, also if its hour is missing or occurs twice", async () => {
  await using db = await createTestDatabase();
  await using jobs = await startJobQueue({ url: db.url, logger });
  const runsFrom = (day: string) =>
    jobs.boss
      .previewSchedule("30 1 * * *", { tz: "Europe/London", from: new Date(`${day}T12:00:00Z`), count: 3 })
      .map((date) => date.toISOString().slice(0, 16));

  // On March 29 the clock jumps from 1:00 to 2:00.
  expect(runsFrom("2026-03-27")).toEqual(["2026-03-28T01:30", "2026-03-29T01:30", "2026-03-30T00:30"]);
  // On October 25 it falls back from 2:00 to 1:00.
  expect(runsFrom("2026-10-23")).toEqual(["2026-10-24T00:30", "2026-10-25T00:30", "2026-10-26T01:30"]);
});

test("after a day with the clock ten years ahead, schedules run and delayed jobs start again", async () => {
  await using db = await createTestDatabase();
  const clock = new TestClock("2036-06-01T12:00:00Z");
  let runs = 0;
  const job = {
    name: "nightly",
    cron: "30 1 * * *",
    timeZone: "UTC",
    work: () => (++runs === 1 ? Promise.reject(new Error("no")) : Promise.resolve()),
    logger,
  };
  {
    await using jobs = await startJobQueue({ url: db.url, logger, clock });
    await using _ = await scheduleJob(jobs, job);
    await clock.tick(MINUTE_MS);
    await vi.waitFor(async () => expect((await jobs.boss.findJobs("nightly"))[0]?.state).toBe("retry"));
  }

  await clock.setTime("2026-06-01T12:00:00Z");
  await using jobs = await startJobQueue({ url: db.url, logger, clock });
  await using _ = await scheduleJob(jobs, job);
  await clock.tick(MINUTE_MS);
  await vi.waitFor(() => expect(runs).toBe(2));
  for (const day of ["2026-06-02", "2026-06-03"]) {
    await clock.setTime(`${day}T01:28:00Z`);
    await clock.tick(4 * MINUTE_MS);
  }

  expect(runs).toBe(4);
});

test("the status of scheduled jobs names the last success, and an error only until the next one", async () => {
  await using db = await createTestDatabase();
  const clock = new TestClock("2026-06-01T12:00:00Z");
  await using jobs = await startJobQueue({ url: db.url, logger, clock });
  let runs = 0;
  await using _ = await scheduleJob(jobs, {
    name: "nightly",
    cron: "30 1 * * *",
    timeZone: "UTC",
    work: () => (++runs === 1 ? Promise.reject(new Error("the disk is full")) : Promise.resolve()),
    logger,
  });
  await clock.tick(MINUTE_MS);
  const getStatus = () => getScheduledJobStatus(db.em);
  await vi.waitFor(async () =>
    expect(await getStatus()).toEqual([
      { name: "nightly", lastSuccessAt: null, lastError: "the disk is full" },
    ]),
  );

  await clock.setTime("2026-06-01T12:16:00Z");
  await clock.tick(MINUTE_MS);

  await vi.waitFor(async () =>
    expect(await getStatus()).toEqual([
      {
        name: "nightly",
        lastSuccessAt: expect.stringMatching(/^2026-06-01T12:1/) as string,
        lastError: null,
      },
    ]),
  );
});
