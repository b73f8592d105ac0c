import { useNavigation } from "@remix-run/react";
import { useMemo } from "react";
import type { PeopleQuestion } from "./people-question.ts";
import { peopleQuestionFromUrl } from "./people-question.ts";

/**
 * The question that the page is asked now: the one it answers, or the one whose answer is under way. Controls show
 * it, so that a choice is seen at once and the next one builds on it.
 */
export function useAskedQuestion(search: string): { question: PeopleQuestion; isWaiting: boolean } {
  const { location } = useNavigation();
  const isWaiting = location?.pathname === "/people";
  const asked = isWaiting ? location.search : search;
  const question = useMemo(() => peopleQuestionFromUrl(new URLSearchParams(asked)), [asked]);
  return { question, isWaiting };
}
