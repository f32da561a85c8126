/** 1969-12-29, the Monday before day 0, so that a week is `floor(n / 7)`. */
const MONDAY_SHIFT = 3;

/** How many Mondays to Fridays lie before and on a day, counted from a Monday long past. */
function weekdaysThrough(day: number): number {
  const monday = day + MONDAY_SHIFT + 1;
  return Math.floor(monday / 7) * 5 + Math.min(monday - Math.floor(monday / 7) * 7, 5);
}

/** The Monday to Friday up to which `weekdaysThrough` counts `count`. */
function weekdayAt(count: number): number {
  const before = count - 1;
  return Math.floor(before / 5) * 7 + (before - Math.floor(before / 5) * 5) - MONDAY_SHIFT;
}

/** What the index must know of a day: whether it is counted as a working day, and the office time in it. */
export interface IndexedDay {
  readonly working: boolean;
  readonly officeMs: number;
}

/**
 * Running totals over a stretch of days, so that "the n-th working day after" is two look-ups and "so much office time after"
 * one binary search, however far away. Before and after the stretch every Monday to Friday is a working day with `usualMs` of
 * office time, which is arithmetic and needs no table.
 */
export class WorkingIndex {
  private readonly last: number;
  private readonly days: number[];
  private readonly time: number[];
  private readonly working: number[] = [];

  constructor(
    private readonly first: number,
    stretch: readonly IndexedDay[],
    private readonly usualMs: number,
  ) {
    this.last = first + stretch.length - 1;
    this.days = [weekdaysThrough(first - 1)];
    this.time = [weekdaysThrough(first - 1) * usualMs];
    stretch.forEach((day, at) => {
      this.days.push(this.days[at]! + (day.working ? 1 : 0));
      this.time.push(this.time[at]! + day.officeMs);
      if (day.working) this.working.push(first + at);
    });
  }

  /** How many working days lie before and on a day; only differences mean something. */
  workingDaysThrough(day: number): number {
    if (day < this.first) return weekdaysThrough(day);
    if (day <= this.last) return this.days[day - this.first + 1]!;
    return this.days.at(-1)! + weekdaysThrough(day) - weekdaysThrough(this.last);
  }

  /** The working day with which `workingDaysThrough` reaches `count`. */
  workingDayAt(count: number): number {
    const before = this.days[0]!;
    if (count <= before) return weekdayAt(count);
    if (count <= this.days.at(-1)!) return this.working[count - before - 1]!;
    return weekdayAt(count - this.days.at(-1)! + weekdaysThrough(this.last));
  }

  /** Office time in milliseconds before and on a day; only differences mean something. */
  officeMsThrough(day: number): number {
    if (day < this.first) return weekdaysThrough(day) * this.usualMs;
    if (day <= this.last) return this.time[day - this.first + 1]!;
    return this.time.at(-1)! + (weekdaysThrough(day) - weekdaysThrough(this.last)) * this.usualMs;
  }

  /** The first day at whose end `officeMsThrough` has reached `total`. */
  dayReaching(total: number): number {
    if (total <= this.time[0]!) return weekdayAt(Math.ceil(total / this.usualMs));
    const after = total - this.time.at(-1)!;
    if (after > 0) return weekdayAt(Math.ceil(after / this.usualMs) + weekdaysThrough(this.last));
    let low = 1;
    let high = this.time.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.time[middle]! >= total) high = middle;
      else low = middle + 1;
    }
    return this.first + low - 1;
  }
}
