import { Activity, ChartColumn, Gauge, History, ListTree, Rss, Users, Workflow } from "lucide-react";

/** The pages in the navigation, each with the key after `g`. */
export const NAV_ITEMS = [
  { to: "/", title: "Dashboard", icon: Gauge, key: "d" },
  { to: "/events", title: "Events", icon: Rss, key: "e" },
  { to: "/people", title: "People", icon: Users, key: "p" },
  { to: "/activity", title: "Activity", icon: History, key: "a" },
  { to: "/usage", title: "Usage", icon: ChartColumn, key: "u" },
  { to: "/catalog", title: "Catalog", icon: ListTree, key: "c" },
  { to: "/handlers", title: "Handlers", icon: Workflow, key: "h" },
  { to: "/system", title: "System", icon: Activity, key: "s" },
] as const;
