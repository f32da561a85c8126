/** What the code must know of the city it runs for; everything else is in the tables that the city pack fills. */
export abstract class City {
  abstract readonly code: string;
  abstract readonly nameZh: string;
  abstract readonly nameEn: string;
  abstract readonly timeZone: string;
  /** Minutes of the day, in order. */
  abstract readonly officeHours: readonly { readonly from: number; readonly to: number }[];
  abstract readonly borderMetres: number;
  abstract readonly triageAgencyCode: string;
  abstract readonly hotlineNumber: string;
}
