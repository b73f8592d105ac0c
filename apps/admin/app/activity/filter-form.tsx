import { Form, useSubmit } from "@remix-run/react";
import { SlidersHorizontal } from "lucide-react";
import { PersonPicker } from "../people/person-picker.tsx";
import { Button } from "../ui/button.tsx";
import { Field } from "../ui/field.tsx";
import type { ActivityFilters } from "./filters-in-url.ts";

/** The values in the log, by field. */
export interface FilterOptions {
  actions: readonly string[];
  resources: readonly string[];
  modules: readonly string[];
  modes: readonly string[];
}

/** The filters of the activity page. Selecting an option applies at once; the other fields on Enter or Apply. */
export function FilterForm({ filters, options }: { filters: ActivityFilters; options: FilterOptions }) {
  const submit = useSubmit();
  const { id, actor, target, since, until } = filters;
  return (
    <Form
      // Resets the fields when the URL changes, for example by going back.
      key={JSON.stringify(filters)}
      action="/activity"
      role="search"
      aria-label="Filter activities"
      className="flex flex-wrap items-center gap-2 max-sm:w-full"
      onSubmit={(event) => {
        event.preventDefault();
        submitFilled(event.currentTarget, submit);
      }}
    >
      <OptionSelect
        label="Action"
        name="action"
        value={filters.action}
        options={withPatterns(options.actions)}
      />
      <OptionSelect label="Resource" name="resource" value={filters.resource} options={options.resources} />
      <OptionSelect label="Module" name="module" value={filters.module} options={options.modules} />
      <OptionSelect label="Mode" name="mode" value={filters.mode} options={options.modes} />
      <details className="relative max-sm:open:w-full">
        <summary className="control inline-flex w-auto cursor-pointer list-none items-center gap-1.5 [&::-webkit-details-marker]:hidden">
          <SlidersHorizontal size={14} aria-hidden="true" />
          More filters
        </summary>
        <div className="floating top-[calc(100%+0.25rem)] left-0 z-30 grid w-60 gap-2.5 p-3 max-sm:mt-2 max-sm:w-full sm:absolute">
          <PersonPicker
            label="Actor: name, email or ID"
            onPick={({ id }) =>
              submit(new URLSearchParams({ ...filters, actor: id }), { action: "/activity" })
            }
          />
          <Field label="Actor ID">
            <input name="actor" defaultValue={actor} className="control" autoComplete="off" />
          </Field>
          <Field label="Resource ID">
            <input name="id" defaultValue={id} className="control" autoComplete="off" />
          </Field>
          <Field label="Target ID">
            <input name="target" defaultValue={target} className="control" autoComplete="off" />
          </Field>
          <Field label="Since">
            <input type="date" name="since" defaultValue={since} className="control" autoComplete="off" />
          </Field>
          <Field label="Before">
            <input type="date" name="until" defaultValue={until} className="control" autoComplete="off" />
          </Field>
          <Button type="submit" variant="solid">
            Apply
          </Button>
        </div>
      </details>
      <noscript>
        <Button type="submit">Apply</Button>
      </noscript>
    </Form>
  );
}

/** Submits the fields with a value, so that the URL has no empty parameters. */
function submitFilled(form: HTMLFormElement, submit: ReturnType<typeof useSubmit>): void {
  const filled = [...new FormData(form)].filter(([, value]) => value !== "") as [string, string][];
  submit(new URLSearchParams(filled), { action: "/activity" });
}

function OptionSelect({ label, name, value, options }: OptionSelectProps) {
  const submit = useSubmit();
  const all = value && !options.includes(value) ? [value, ...options] : options;
  if (all.length === 0) return null;
  return (
    <select
      name={name}
      aria-label={label}
      className="control w-auto max-w-48"
      defaultValue={value ?? ""}
      onChange={({ currentTarget }) => currentTarget.form && submitFilled(currentTarget.form, submit)}
    >
      <option value="">Any {label.toLowerCase()}</option>
      {all.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </select>
  );
}

interface OptionSelectProps {
  label: string;
  name: string;
  value: string | undefined;
  options: readonly string[];
}

/** Adds a pattern such as `post.*` before the actions of each subject that has several. */
function withPatterns(actions: readonly string[]): string[] {
  const subjects = Object.groupBy(actions, (action) => `${action.split(".")[0]}.*`);

  return Object.entries(subjects).flatMap(([pattern, matches = []]) =>
    matches.length > 1 ? [pattern, ...matches] : matches,
  );
}
