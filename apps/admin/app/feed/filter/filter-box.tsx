import { Form, useNavigate } from "@remix-run/react";
import { Search } from "lucide-react";
import { useId, useMemo, useRef, useState } from "react";
import type { NamedEvents } from "../../api/outputs.ts";
import { useShortcuts } from "../../shell/shortcuts/use-shortcuts.ts";
import { KeyCap } from "../../ui/key-cap.tsx";
import type { FeedFilters } from "./filters-in-url.ts";
import { filtersToUrl } from "./filters-in-url.ts";
import { SuggestionList } from "./suggestion-list.tsx";
import type { FilterSuggestion } from "./suggest-filters.ts";
import { suggestFilters } from "./suggest-filters.ts";
import { useCombobox } from "./use-combobox.ts";

/** One field for every filter: it suggests names and subjects while one types, and takes `user:ID` and `property=value`. */
export function FilterBox({ filters, names }: { filters: FeedFilters; names: readonly NamedEvents[] }) {
  const navigate = useNavigate();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const suggestions = useMemo(() => suggestFilters(text, names), [text, names]);
  const choose = ({ apply }: FilterSuggestion) => {
    setText("");
    void navigate(`/events${filtersToUrl(apply(filters))}`);
  };
  const { active, isOpen, open, close, onKeyDown } = useCombobox(suggestions, choose);
  useShortcuts({ "/": () => field.current?.focus() });

  return (
    // Without scripts the field still filters by name.
    <Form
      action="/events"
      role="search"
      className="relative min-w-0 flex-1"
      onSubmit={(event) => event.preventDefault()}
    >
      <Search
        size={16}
        className="text-faint pointer-events-none absolute top-2.5 left-2.5"
        aria-hidden="true"
      />
      <input
        ref={field}
        name="name"
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-label="Filter by event name, user:ID or property=value"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-activedescendant={isOpen && suggestions[active] ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        aria-keyshortcuts="/"
        placeholder="order.placed, post.*, user:u_1, plan=pro"
        className="filter-field"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          open();
        }}
        onFocus={open}
        onClick={open}
        onBlur={close}
        onKeyDown={onKeyDown}
      />
      <span className="pointer-events-none absolute top-2 right-2 max-sm:hidden" aria-hidden="true">
        <KeyCap>/</KeyCap>
      </span>
      {isOpen && (
        <SuggestionList id={id} suggestions={suggestions} active={active} onChoose={choose} typed={text} />
      )}
    </Form>
  );
}
