import { useNavigate } from "@remix-run/react";
import { CalendarDays } from "lucide-react";
import { Popover } from "radix-ui";
import { useState } from "react";
import type { FormEvent } from "react";
import { shortLabel } from "../../charts/format-label.ts";
import { addDays } from "../../format/plain-date.ts";
import { Button } from "../button.tsx";
import type { ChosenRange } from "./chosen-range.ts";
import { daysOf } from "./chosen-range.ts";
import { inOrder, isDate } from "./range-in-url.ts";

/** A button that says the first and the last day of a custom range, and asks for others. */
export function CustomRange({ range, today, addressOf }: CustomRangeProps) {
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const { from, to } = daysOf(range, today);
  const last = addDays(to, -1);
  const isCustom = typeof range === "object";

  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const days = [form.get("from"), form.get("to")].map(String);
    if (!days.every(isDate)) return;
    setOpen(false);
    void navigate(addressOf(inOrder(days[0] ?? "", days[1] ?? "")), { preventScrollReset: true });
  };

  return (
    <Popover.Root open={isOpen} onOpenChange={setOpen}>
      <Popover.Trigger className="segment-button" data-chosen={isCustom || undefined}>
        <CalendarDays size={14} aria-hidden="true" />
        {isCustom ? `${wordsFor(from, today)} – ${wordsFor(last, today)}` : "Custom"}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label="Custom range"
          className="menu p-3"
        >
          <form onSubmit={apply} className="grid gap-3">
            <div className="flex gap-3">
              <DateField label="First day" name="from" value={from} />
              <DateField label="Last day" name="to" value={last} />
            </div>
            <Button type="submit" look="solid">
              Show these days
            </Button>
          </form>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

function DateField({ label, name, value }: { label: string; name: string; value: string }) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <input type="date" name={name} defaultValue={value} required className="field-control" />
    </label>
  );
}

/** The year only where it is not this one. */
function wordsFor(date: string, today: string): string {
  const year = date.slice(0, 4);
  return year === today.slice(0, 4) ? shortLabel(date) : `${shortLabel(date)} ${year}`;
}

interface CustomRangeProps {
  range: ChosenRange;
  today: string;
  addressOf: (range: ChosenRange) => string;
}
