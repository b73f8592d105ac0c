import type { FormEvent } from "react";
import { useCallback, useState } from "react";
import { askForHelp } from "../api.ts";
import { textIn } from "../text-in.ts";
import { useAction } from "../use-action.ts";
import { Problem } from "./problem.tsx";

const topics = ["delivery", "grinding", "brewing advice", "invoice"];

/** Asks the shop for help about a topic. */
export function HelpForm() {
  const [isAsked, setAsked] = useState(false);
  const request = useAction(
    useCallback(async (topic: string) => {
      await askForHelp(topic);
      setAsked(true);
    }, []),
  );

  if (isAsked) return <p role="status">We got it and will write to you.</p>;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    void request.run(textIn(event.currentTarget, "topic"));
  };

  return (
    <form onSubmit={submit}>
      <div className="field">
        <label htmlFor="topic">What is it about?</label>
        <select id="topic" name="topic">
          {topics.map((topic) => (
            <option key={topic} value={topic}>
              {topic.charAt(0).toUpperCase() + topic.slice(1)}
            </option>
          ))}
        </select>
      </div>
      <Problem problem={request.problem} />
      <button type="submit" className="button plain" disabled={request.isRunning}>
        Ask us
      </button>
    </form>
  );
}
