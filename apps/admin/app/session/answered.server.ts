import { data } from "@remix-run/node";
import { answerEarly } from "./answer-early.ts";

/** Why the API does not answer, in a sentence for the reader. */
export interface Refusal {
  message: string;
  status: number;
}

const statuses: Readonly<Record<string, number>> = {
  BAD_REQUEST: 400,
  NOT_FOUND: 404,
  TIMEOUT: 503,
  TOO_MANY_REQUESTS: 429,
  SERVICE_UNAVAILABLE: 503,
};

/** An answer of the API for a loader. A refusal meant for the reader becomes a response that carries its sentence. */
export async function answered<Answer>(question: Promise<Answer>): Promise<Answer> {
  try {
    return await question;
  } catch (error) {
    const refusal = refusalIn(error);
    // Unexpected errors go on to the server's log; the page tells nothing of them.
    answerEarly(refusal ? data({ message: refusal.message }, { status: refusal.status }) : error);
  }
}

/** An answer of the API, or the refusal meant for the reader, for a page whose other parts can stand without it. */
export async function answeredOrRefused<Answer>(question: Promise<Answer>): Promise<Answer | Refusal> {
  return question.catch((error: unknown) => {
    const refusal = refusalIn(error);
    if (!refusal) throw error;
    return refusal;
  });
}

/** The sentence and HTTP status of an API error that is meant for the reader; null for any other error. */
export function refusalIn(error: unknown): Refusal | null {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return null;
  const status = statuses[error.code];
  return status === undefined ? null : { status, message: firstIssueIn(error.cause) ?? error.message };
}

/** Of an input that does not fit, the first thing that is wrong. */
function firstIssueIn(cause: unknown): string | null {
  const [issue] = (cause as { issues?: { path: unknown[]; message: string }[] } | undefined)?.issues ?? [];
  return issue ? `${issue.path.join(".")}: ${issue.message}` : null;
}
