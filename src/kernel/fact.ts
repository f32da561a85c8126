/** Something that happened, named in the past tense: `case.transferred`. Recorded in the transaction that made it happen. */
export interface Fact<Type extends string = string, Data extends object = object> {
  readonly type: Type;
  readonly subject: FactSubject;
  readonly data: Data;
  /** Whether the citizen may see it on the status page. */
  readonly public?: boolean;
}

/** A database holds one city, so what happens to the city as a whole has one subject. */
export const THE_CITY = '00000000-0000-0000-0000-000000000000';

export interface FactSubject {
  readonly kind:
    | 'petition'
    | 'case'
    | 'deadline'
    | 'survey'
    | 'account'
    | 'message'
    | 'city'
    | 'disaster'
    | 'api_key'
    | 'attachment'
    | 'vault'
    | 'backup'
    | 'retention';
  readonly id: string;
}
