import { useNavigate } from "@remix-run/react";
import { CalendarDays } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import type { FormEvent } from "react";
import { shortLabel } from "../../charts/format-label.ts";
import { addDays } from "../../format/plain-date.ts";
import { Button } from "../button.tsx";
import { Field } from "../field.tsx";
import type { DateRange } from "./date-range.ts";
import { toDays } from "./date-range.ts";
import { inOrder, isDate } from "./range-in-url.ts";

/** A button that shows the days of a custom range and opens a form to change them. */
export function CustomRange({ range, today, toUrl }: CustomRangeProps) {
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const { from, to } = toDays(range, today);
  const last = addDays(to, -1);
  const isCustom = typeof range === "object";

  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = [form.get("from"), form.get("to")].map(String);
    if (!days.every(isDate)) return;
    setOpen(false);
    void navigate(toUrl(inOrder(days[0] ?? "", days[1] ?? "")), { preventScrollReset: true });
  };

  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className="control segmented-item w-auto" data-selected={isCustom || undefined}>
        <CalendarDays size={14} aria-hidden="true" />
        {isCustom ? `${formatDay(from, today)} – ${formatDay(last, today)}` : "Custom"}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label="Custom range"
          className="floating z-50 min-w-52 p-3"
        >
          <form onSubmit={apply} className="grid gap-3">
            <div className="flex gap-3">
              <Field label="First day">
                <input type="date" name="from" defaultValue={from} required className="control" />
              </Field>
              <Field label="Last day">
                <input type="date" name="to" defaultValue={last} required className="control" />
              </Field>
            </div>
            <Button type="submit" variant="solid">
              Apply
            </Button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

/** The year is shown unless it is the current one. */
function formatDay(date: string, today: string): string {
  const year = date.slice(0, 4);
  return year === today.slice(0, 4) ? shortLabel(date) : `${shortLabel(date)} ${year}`;
}

interface CustomRangeProps {
  range: DateRange;
  today: string;
  toUrl: (range: DateRange) => string;
}
