import { Badge } from "../ui/badge.tsx";
import type { VitalSign } from "./vital-signs.ts";

const words = { good: "Good", warn: "Look", bad: "Act" };

/** One figure, what it says, and what to do when it is not good. */
export function VitalSignRow({ sign: { title, value, standing, meaning, advice } }: { sign: VitalSign }) {
  return (
    <li className="border-line grid gap-x-4 gap-y-1 border-t px-4 py-3 first:border-t-0 sm:grid-cols-[12rem_1fr]">
      <div>
        <h3 className="text-soft text-small">{title}</h3>
        <p className="text-lead flex flex-wrap items-center gap-2 font-semibold">
          {value} {standing !== "good" && <Badge tone={standing}>{words[standing]}</Badge>}
        </p>
      </div>
      <div className="text-soft self-center">
        <p>{meaning}</p>
        {standing !== "good" && (
          <p className={standing === "bad" ? "text-bad mt-1" : "text-warn mt-1"}>{advice}</p>
        )}
      </div>
    </li>
  );
}
