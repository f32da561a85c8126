/** Where the record is not what was written. */
export interface Break {
  /** The number of the link at which it shows. */
  readonly no: bigint;
  readonly text: string;
}

/** Counts breaks and keeps the first one: a record of any length is checked in the same memory. */
export class Breaks {
  count = 0;
  first: Break | null = null;

  add(found: Break): void {
    this.count += 1;
    if (this.first === null || found.no < this.first.no) this.first = found;
  }
}
