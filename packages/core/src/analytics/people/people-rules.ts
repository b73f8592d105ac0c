/** Half-open ranges in milliseconds since 1970. They may overlap. */
export interface PeopleRules {
  ranges: { from: number; to: number }[];
}
