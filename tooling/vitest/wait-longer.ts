import { vi } from "vitest";

/** `vi.waitFor` gives up after a second, which a busy machine exceeds. A test that passes never waits that long. */
const DEFAULT_WAIT_MS = 15_000;

const { waitFor } = vi;
vi.waitFor = (callback, options = DEFAULT_WAIT_MS) => waitFor(callback, options);
