import { useState } from "react";
import type { KeyboardEvent } from "react";

/** The keys of a combobox: arrows move, Enter chooses, Escape closes. */
export function useCombobox<Option>(options: readonly Option[], choose: (option: Option) => void) {
  const [isOpen, setOpen] = useState(false);
  const [wanted, setWanted] = useState(0);
  const active = Math.min(wanted, options.length - 1);
  const open = () => {
    setWanted(0);
    setOpen(true);
  };
  const close = () => setOpen(false);
  const move = (by: number) => {
    if (!isOpen) open();
    else setWanted((active + by + options.length) % options.length);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const option = options[active];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && isOpen && option !== undefined) {
      event.preventDefault();
      close();
      choose(option);
    } else if (event.key === "Escape") {
      if (isOpen) close();
      else (event.target as HTMLElement).blur();
    }
  };

  return { active, isOpen, open, close, onKeyDown };
}
