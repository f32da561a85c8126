/** From when on a city calls petitions repeated or mass petitions. A part of its city pack: `repeats` in city.json. */
export abstract class RepeatPolicy {
  /** So many clear replies to the same person about the same matter … */
  abstract readonly clearReplies: number;
  /** … within so many months are enough to leave another petition about it unprocessed (行政程序法 §173 二). */
  abstract readonly withinMonths: number;
  /** Two places no farther apart than this are the same. */
  abstract readonly withinMetres: number;
  /** More petitions of one person on one day, or in seven days, are a mass. */
  abstract readonly massPerDay: number;
  abstract readonly massPerWeek: number;
}
