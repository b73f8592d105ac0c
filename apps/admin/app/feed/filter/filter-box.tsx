import type { EventNameSummary } from "@admin-events/client/query";
import { Form, useNavigate } from "@remix-run/react";
import type { UseComboboxState, UseComboboxStateChangeOptions } from "downshift";
import { useCombobox } from "downshift";
import { Search } from "lucide-react";
import { FieldIcon } from "../../ui/field-icon.tsx";
import { useId, useMemo, useState } from "react";
import { useShortcuts } from "../../shell/shortcuts/use-shortcuts.ts";
import type { FoundPerson } from "../../people/use-people-search.ts";
import { SEARCH_FAILED } from "../../people/use-people-search.ts";
import { KeyCap } from "../../ui/key-cap.tsx";
import type { FeedFilters } from "./filters-in-url.ts";
import { filtersToUrl } from "./filters-in-url.ts";
import type { FilterSuggestion } from "./suggest-filters.ts";
import { getPeopleSearch, suggestFilters } from "./suggest-filters.ts";

/** One field for all filters. It suggests event names and accepts `user:ID` and `property=value`. */
export function FilterBox({
  filters,
  names,
  people = NOBODY,
  isSearching = false,
  hasFailed = false,
  onSearchPeople,
}: FilterBoxProps) {
  const navigate = useNavigate();
  const inputId = useId();
  const [text, setTypedText] = useState("");
  const setText = (next: string) => {
    setTypedText(next);
    onSearchPeople?.(getPeopleSearch(next));
  };
  const suggestions = useMemo(() => suggestFilters(text, names, people), [text, names, people]);
  const { isOpen, highlightedIndex, openMenu, getInputProps, getMenuProps, getItemProps } = useCombobox({
    items: suggestions,
    inputId,
    inputValue: text,
    defaultHighlightedIndex: 0,
    selectedItem: null,
    stateReducer: keepText,
    itemToString: (item) => item?.text ?? "",
    onSelectedItemChange: ({ selectedItem }) => {
      setText("");
      if (selectedItem) void navigate(`/events${filtersToUrl(selectedItem.apply(filters))}`);
    },
  });
  useShortcuts({ "/": () => document.getElementById(inputId)?.focus() });

  return (
    // Without scripts the field still filters by name.
    <Form
      action="/events"
      role="search"
      className="relative min-w-0 flex-1"
      onSubmit={(event) => event.preventDefault()}
    >
      <FieldIcon icon={Search} />
      <input
        {...getInputProps({
          // Set here and not in onInputValueChange, which comes a render too late and would move the caret.
          onChange: ({ currentTarget }) => setText(currentTarget.value),
          onFocus: openMenu,
          onKeyDown: (event) => {
            if (event.key === "Escape" && !isOpen) event.currentTarget.blur();
          },
        })}
        name="name"
        type="text"
        spellCheck={false}
        aria-label="Filter by event, person or property"
        aria-labelledby={undefined}
        aria-keyshortcuts="/"
        placeholder="Filter by event, person or property"
        className="control h-9 px-9"
      />
      <span className="pointer-events-none absolute top-2 right-2 max-sm:hidden" aria-hidden="true">
        <KeyCap>/</KeyCap>
      </span>
      <div className={isOpen ? "floating absolute inset-x-0 top-full z-30 mt-1 max-w-160 p-1" : ""}>
        <ul {...getMenuProps({ "aria-label": "Filters", "aria-labelledby": undefined })}>
          {isOpen &&
            suggestions.map((suggestion, index) => (
              <li
                key={suggestion.id}
                {...getItemProps({ item: suggestion, index })}
                className={`flex h-8 items-center gap-2 rounded-sm px-2 ${index === highlightedIndex ? "bg-foreground/9" : ""}`}
              >
                <span className="w-5 shrink-0 text-center" aria-hidden="true">
                  {suggestion.icon}
                </span>
                <span className="text-small truncate font-mono">{suggestion.text}</span>
                <span className="text-muted text-small ml-auto truncate">{suggestion.hint}</span>
              </li>
            ))}
        </ul>
        {isOpen && suggestions.length === 0 && (
          <p className="text-muted px-2 py-1.5">{getEmptyText(text, isSearching, hasFailed)}</p>
        )}
      </div>
    </Form>
  );
}

const NOBODY: readonly FoundPerson[] = [];

interface FilterBoxProps {
  filters: FeedFilters;
  names: readonly EventNameSummary[];
  /** Those found by the text of the latest `onSearchPeople`. */
  people?: readonly FoundPerson[];
  isSearching?: boolean;
  hasFailed?: boolean;
  onSearchPeople?: (text: string) => void;
}

function getEmptyText(text: string, isSearching: boolean, hasFailed: boolean): string {
  if (text === "") return "No events have been tracked yet.";
  if (isSearching) return "Searching…";
  if (/[=:]\s*$/.test(text)) return "Add a value, for example plan=pro.";

  return hasFailed
    ? `No event found. ${SEARCH_FAILED}`
    : "No event or person found. For a property, type plan=pro.";
}

type ComboboxState = UseComboboxState<FilterSuggestion>;

/** Unlike downshift's defaults, leaving the field applies nothing, a click keeps the list open, and Escape keeps the text. */
function keepText(
  state: ComboboxState,
  { type, changes }: UseComboboxStateChangeOptions<FilterSuggestion>,
): Partial<ComboboxState> {
  const { InputBlur, InputKeyDownEscape, InputClick } = useCombobox.stateChangeTypes;
  if (type === InputBlur || type === InputKeyDownEscape) {
    return { ...changes, selectedItem: null, inputValue: state.inputValue };
  }
  if (type === InputClick) {
    return { ...changes, isOpen: true, highlightedIndex: Math.max(0, changes.highlightedIndex ?? 0) };
  }
  return changes;
}
