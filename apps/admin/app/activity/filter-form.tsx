import { Form, useSubmit } from "@remix-run/react";
import { SlidersHorizontal } from "lucide-react";
import { Button } from "../ui/button.tsx";
import type { ActivityFilters } from "./filters-in-url.ts";

/** The words that were logged, to choose from. */
export interface ActivityWords {
  actions: readonly string[];
  resources: readonly string[];
  modules: readonly string[];
  modes: readonly string[];
}

/** Chooses what the activity page shows. What is chosen from a list holds at once; the rest with the button, or Enter. */
export function FilterForm({ filters, words }: { filters: ActivityFilters; words: ActivityWords }) {
  const submit = useSubmit();
  const { id, actor, target, since, until } = filters;
  return (
    <Form
      // The fields show the address, so that going back shows what held then.
      key={JSON.stringify(filters)}
      action="/activity"
      role="search"
      aria-label="Activities"
      className="activity-filter"
      onSubmit={(event) => {
        event.preventDefault();
        submitFilled(event.currentTarget, submit);
      }}
    >
      <Choice label="Action" name="action" value={filters.action} words={withSubjects(words.actions)} />
      <Choice label="Resource" name="resource" value={filters.resource} words={words.resources} />
      <Choice label="Module" name="module" value={filters.module} words={words.modules} />
      <Choice label="Mode" name="mode" value={filters.mode} words={words.modes} />
      <details className="relative">
        <summary className="activity-more">
          <SlidersHorizontal size={14} aria-hidden="true" />
          More
        </summary>
        <div className="activity-fields">
          <Field label="Actor's id" name="actor" value={actor} />
          <Field label="Resource's id" name="id" value={id} />
          <Field label="Target's id" name="target" value={target} />
          <Field label="Since" name="since" value={since} type="date" />
          <Field label="Before" name="until" value={until} type="date" />
          <Button type="submit" look="solid">
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

/** Sends the fields that are filled in, so that the address names nothing else. */
function submitFilled(form: HTMLFormElement, submit: ReturnType<typeof useSubmit>): void {
  const filled = [...new FormData(form)].filter(([, value]) => value !== "") as [string, string][];
  submit(new URLSearchParams(filled), { action: "/activity" });
}

function Choice({ label, name, value, words }: ChoiceProps) {
  const submit = useSubmit();
  const all = value && !words.includes(value) ? [value, ...words] : words;
  if (all.length === 0) return null;
  return (
    <label className="activity-choice">
      <span className="sr-only">{label}</span>
      <select
        name={name}
        defaultValue={value ?? ""}
        onChange={({ currentTarget }) => currentTarget.form && submitFilled(currentTarget.form, submit)}
      >
        <option value="">Any {label.toLowerCase()}</option>
        {all.map((word) => (
          <option key={word}>{word}</option>
        ))}
      </select>
    </label>
  );
}

interface ChoiceProps {
  label: string;
  name: string;
  value: string | undefined;
  words: readonly string[];
}

function Field({ label, name, value = "", type = "text" }: FieldProps) {
  return (
    <label className="grid gap-1">
      <span className="text-small text-soft">{label}</span>
      <input type={type} name={name} defaultValue={value} className="activity-field" autoComplete="off" />
    </label>
  );
}

interface FieldProps {
  label: string;
  name: string;
  value?: string;
  type?: "text" | "date";
}

/** Actions, before those of each subject that has several a choice of all of them: `post.*`. */
function withSubjects(actions: readonly string[]): string[] {
  const subjects = Object.groupBy(actions, (action) => `${action.split(".")[0]}.*`);

  return Object.entries(subjects).flatMap(([all, some = []]) => (some.length > 1 ? [all, ...some] : some));
}
