/** A filter of cases with its name. */
export interface SavedList {
  readonly id: string;
  readonly name: string;
  readonly filter: object;
}
