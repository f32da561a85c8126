import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { getMetadataStorage } from 'class-validator';

/** A validation decorator as it was written above a property. */
interface Rule {
  readonly name?: string;
  readonly propertyName: string;
  readonly constraints?: readonly unknown[];
  readonly each: boolean;
}

type Keywords = (first: never) => ApiPropertyOptions;

/** What a rule about a value means in the words of a schema. */
const OF_VALUE: Readonly<Record<string, Keywords>> = {
  isOptional: () => ({ required: false }),
  isDefined: () => ({ required: true }),
  isInt: () => ({ type: 'integer' }),
  min: (least: number) => ({ minimum: least }),
  max: (most: number) => ({ maximum: most }),
  isNotEmpty: () => ({ minLength: 1 }),
  maxLength: (most: number) => ({ maxLength: most }),
  matches: (pattern: RegExp) => ({ pattern: pattern.source }),
  isEmail: () => ({ format: 'email' }),
  isUuid: () => ({ format: 'uuid' }),
  isInstant: () => ({ format: 'date-time' }),
  isDay: () => ({ format: 'date' }),
  isInstantOrDay: () => ({ oneOf: [{ format: 'date-time' }, { format: 'date' }] }),
  isIn: (allowed: readonly (string | number)[]) => ({ enum: [...allowed] }),
  arrayMaxSize: (most: number) => ({ maxItems: most }),
  arrayUnique: () => ({ uniqueItems: true }),
};

/** The same for rules about each value of a list; the type of its items is known without them. */
const OF_ITEMS: Readonly<Record<string, Keywords>> = {
  isIn: (allowed: readonly string[]) => ({ isArray: true, enum: [...allowed] }),
};

/**
 * Tells the documentation what is checked of every body and query, so that no limit is written twice. The build knows the types only.
 * Call it when the build's own metadata have been loaded.
 */
export function documentInputRules(): void {
  // The storage tells the rules of a class only to whoever has the class; the names of all classes are its own.
  const { validationMetadatas } = getMetadataStorage() as unknown as {
    readonly validationMetadatas: ReadonlyMap<{ readonly prototype: object }, readonly Rule[]>;
  };
  for (const [{ prototype }, rules] of validationMetadatas) {
    for (const rule of rules) ApiProperty(keywordsOf(rule))(prototype, rule.propertyName);
  }
}

function keywordsOf({ name = '', constraints = [], each }: Rule): ApiPropertyOptions {
  const keywords = (each ? OF_ITEMS : OF_VALUE)[name] as ((first: unknown) => ApiPropertyOptions) | undefined;
  return keywords?.(constraints[0]) ?? {};
}
