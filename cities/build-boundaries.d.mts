import type { Boundaries } from '../src/modules/geography/domain/boundaries.ts';

export class BoundaryProblem extends Error {}
export function reduceCounty(
  topology: unknown,
  county: { readonly code: string; readonly name: string },
): Omit<Boundaries, 'source'>;
export function buildBoundaries(root: string): string[];
