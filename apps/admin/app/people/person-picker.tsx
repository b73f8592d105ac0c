import { useCombobox } from "downshift";
import { UserSearch } from "lucide-react";
import { FieldIcon } from "../ui/field-icon.tsx";
import { useId, useState } from "react";
import { personLabel } from "../format/person-label.ts";
import type { FoundPerson } from "./use-people-search.ts";
import { SEARCH_FAILED, usePeopleSearch } from "./use-people-search.ts";

/** A field that finds people by name, email or id, and calls back with the chosen one. */
export function PersonPicker({ label, onPick, className = "" }: PersonPickerProps) {
  const [text, setText] = useState("");
  const inputId = useId();
  const { people, isSearching, hasFailed } = usePeopleSearch(text);
  const { isOpen, highlightedIndex, getInputProps, getMenuProps, getItemProps } = useCombobox<FoundPerson>({
    items: people,
    inputId,
    inputValue: text,
    defaultHighlightedIndex: 0,
    selectedItem: null,
    itemToString: () => "",
    onSelectedItemChange: ({ selectedItem }) => {
      setText("");
      if (selectedItem) onPick(selectedItem);
    },
  });
  const hasMenu = isOpen && text.trim() !== "";
  return (
    <div role="search" aria-label={label} className={`relative ${className}`}>
      <FieldIcon icon={UserSearch} />
      <input
        {...getInputProps({
          // Set here and not in onInputValueChange, which comes a render too late and would move the caret.
          onChange: ({ currentTarget }) => setText(currentTarget.value),
          onKeyDown: (event) => {
            // The picker may be in a form, which Enter would submit.
            if (event.key === "Enter") event.preventDefault();
          },
        })}
        type="text"
        spellCheck={false}
        autoComplete="off"
        aria-label={label}
        aria-labelledby={undefined}
        placeholder={label}
        className="control h-9 pl-9"
      />
      <div className={hasMenu ? "floating absolute inset-x-0 top-full z-30 mt-1 min-w-64 p-1" : ""}>
        <ul {...getMenuProps({ "aria-label": "People", "aria-labelledby": undefined })}>
          {hasMenu &&
            people.map((person, index) => (
              <li
                key={person.id}
                {...getItemProps({ item: person, index })}
                className={`grid min-h-9 content-center rounded-sm px-2 py-1 ${index === highlightedIndex ? "bg-foreground/9" : ""}`}
              >
                <span className="truncate font-medium">{personLabel(person)}</span>
                <span className="text-muted text-small truncate">{person.email ?? person.id}</span>
              </li>
            ))}
        </ul>
        {hasMenu && people.length === 0 && (
          <p role="status" className="text-muted px-2 py-1.5">
            {getEmptyText(isSearching, hasFailed)}
          </p>
        )}
      </div>
    </div>
  );
}

function getEmptyText(isSearching: boolean, hasFailed: boolean): string {
  if (isSearching) return "Searching…";

  return hasFailed ? SEARCH_FAILED : "No one found. Try a part of the name, email or ID.";
}

interface PersonPickerProps {
  label: string;
  onPick: (person: FoundPerson) => void;
  className?: string;
}
