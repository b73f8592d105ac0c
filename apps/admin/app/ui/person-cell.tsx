import { Link } from "@remix-run/react";
import { toPathPart } from "../format/path-part.ts";
import { personLabel } from "../format/person-label.ts";

/** A person in a table: the name, linked to their page, and the email address beside it. */
export function PersonCell({
  person,
}: {
  person: { id: string; email: string | null; name: string | null };
}) {
  const label = personLabel(person);
  return (
    <>
      <Link
        to={`/users/${toPathPart(person.id)}`}
        className="covering-link hover:text-accent font-[550]"
        title={person.id}
      >
        {label}
      </Link>
      {person.email !== null && person.email !== label && (
        <span className="text-muted ml-2 max-md:hidden">{person.email}</span>
      )}
    </>
  );
}
