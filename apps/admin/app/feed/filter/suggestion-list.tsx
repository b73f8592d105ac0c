import type { FilterSuggestion } from "./suggest-filters.ts";

/** The list under the filter field. Pressing an entry must not take the focus from the field. */
export function SuggestionList({ id, suggestions, active, typed, onChoose }: SuggestionListProps) {
  return (
    <div className="suggestions" onPointerDown={(event) => event.preventDefault()}>
      <ul id={`${id}-list`} role="listbox" aria-label="Filters">
        {suggestions.map((suggestion, index) => (
          <li
            key={suggestion.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            className="suggestion"
            onClick={() => onChoose(suggestion)}
          >
            <span className="w-5 shrink-0 text-center" aria-hidden="true">
              {suggestion.icon}
            </span>
            <span className="text-small truncate font-mono">{suggestion.text}</span>
            <span className="text-soft text-small ml-auto truncate">{suggestion.hint}</span>
          </li>
        ))}
      </ul>
      {suggestions.length === 0 && (
        <p className="text-soft px-2 py-1.5">
          {typed ? "Type a value after the sign, like plan=pro." : "Nothing has been tracked yet."}
        </p>
      )}
    </div>
  );
}

interface SuggestionListProps {
  id: string;
  suggestions: readonly FilterSuggestion[];
  active: number;
  typed: string;
  onChoose: (suggestion: FilterSuggestion) => void;
}
