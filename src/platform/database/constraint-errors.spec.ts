import { DomainError } from '../../kernel/errors.ts';
import { refusing, violatedConstraint } from './constraint-errors.ts';

class NameTaken extends DomainError {
  readonly code = 'name.taken';
  readonly refusal = 'conflict';
  readonly text = { 'zh-TW': '名稱已使用', en: 'The name is taken' };
}

/** As the driver reports it. */
const violation = (constraint?: string): Error => Object.assign(new Error('duplicate key'), { code: '23505', constraint });

const refused = (error: unknown): Promise<unknown> =>
  Promise.reject(error as Error)
    .catch(refusing({ names_unique: NameTaken }))
    .catch((thrown: unknown) => thrown);

test('the violation of a named constraint is its refusal', async () => {
  expect(await refused(violation('names_unique'))).toBeInstanceOf(NameTaken);
});

test.each([
  ['the violation of another constraint', violation('numbers_unique')],
  ['an error without a constraint', violation()],
])('%s goes through as it is', async (_, error) => {
  expect(await refused(error)).toBe(error);
});

test('the name of the violated constraint is told', () => {
  expect(violatedConstraint(violation('names_unique'))).toBe('names_unique');
  expect(violatedConstraint(new Error('timeout'))).toBeNull();
});
