"use client";

export { AnalyticsProvider, useAnalytics, useTrack } from "./analytics-provider.ts";
export type { AnalyticsProviderProps } from "./analytics-provider.ts";
