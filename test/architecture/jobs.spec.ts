import ts from 'typescript';
import { decoratorsOf, nodesOf, place, repeated, shippedSources, source, textOf, type Source } from './sources.ts';

interface Contract {
  readonly constant: string;
  readonly job: string;
  readonly at: string;
}

/** Every job has one handler, every handler a job, and both are found by the names of their files. */
function jobProblems(sources: readonly Source[]): string[] {
  const contracts = sources.flatMap(contractsOf);
  const handled = sources.flatMap(handledBy);
  const constants = contracts.map(({ constant }) => constant);
  return [
    ...sources.flatMap(misplaced),
    ...repeated(constants).map((constant) => `two jobs are called ${constant}`),
    ...repeated(contracts.map(({ job }) => job)).map((job) => `two jobs are declared as ${job}`),
    ...contracts
      .filter(({ job }) => !/^[a-z-]+\/[a-z-]+$/.test(job))
      .map(({ at, job }) => `${at} ${job}: queue and name are lower-case words`),
    ...contracts
      .filter(({ constant }) => !handled.includes(constant))
      .map(({ at, constant }) => `${at} nobody handles ${constant}`),
    ...repeated(handled).map((constant) => `${constant} is handled twice`),
    ...[...new Set(handled)]
      .filter((constant) => !constants.includes(constant))
      .map((constant) => `${constant} is handled but not declared`),
  ];
}

const declarationsIn = (file: Source): ts.CallExpression[] =>
  nodesOf(file, ts.isCallExpression).filter((call) => call.expression.getText() === 'defineJob');

const contractsOf = (file: Source): Contract[] =>
  declarationsIn(file).map((call) => ({
    constant: ts.isVariableDeclaration(call.parent) ? call.parent.name.getText() : '(unnamed)',
    job: call.arguments.map((argument) => textOf(argument) ?? '?').join('/'),
    at: place(file, call),
  }));

const handledBy = (file: Source): string[] =>
  nodesOf(file, ts.canHaveDecorators)
    .flatMap(decoratorsOf)
    .filter(({ name }) => name === 'Handles')
    .map(({ args }) => args[0]?.getText() ?? '(nothing)');

function misplaced(file: Source): string[] {
  const [declares, handles] = [declarationsIn(file).length > 0, handledBy(file).length > 0];
  const [jobs, processor] = [file.path.endsWith('.jobs.ts'), file.path.endsWith('.processor.ts')];
  return [
    ...(declares && !jobs ? [`${file.path} declares a job outside a .jobs.ts`] : []),
    ...(jobs && !declares ? [`${file.path} declares no job`] : []),
    ...(handles && !processor ? [`${file.path} handles a job outside a .processor.ts`] : []),
    ...(processor && !handles ? [`${file.path} handles no job`] : []),
  ];
}

test('every job has exactly one handler', () => {
  expect(jobProblems(shippedSources())).toEqual([]);
});

describe('the law can fail', () => {
  const jobs = source(
    'src/modules/deadlines/deadline.jobs.ts',
    `export const RING = defineJob<{ readonly id: string }>('deadlines', 'ring');`,
  );
  const processor = (name: string, text: string): Source => source(`src/modules/deadlines/${name}.processor.ts`, text);
  const rings = processor('ring', `@Injectable() @Handles(RING) export class RingProcessor {}`);

  test.each<[string, Source[], string]>([
    ['a job nobody handles', [jobs], 'src/modules/deadlines/deadline.jobs.ts:1 nobody handles RING'],
    ['a job handled twice', [jobs, rings, processor('again', '@Handles(RING) export class Again {}')], 'RING is handled twice'],
    [
      'a handler without a job',
      [jobs, rings, processor('warn', '@Handles(WARN) export class Warn {}')],
      'WARN is handled but not declared',
    ],
    [
      'a processor that handles nothing',
      [processor('idle', 'export class Idle {}')],
      'src/modules/deadlines/idle.processor.ts handles no job',
    ],
    [
      'a job in a service',
      [
        jobs,
        rings,
        source('src/modules/deadlines/deadline.service.ts', `@Handles(RING) class X {} const A = defineJob('a', 'a');`),
      ],
      'src/modules/deadlines/deadline.service.ts declares a job outside a .jobs.ts',
    ],
    [
      'a name that a queue refuses',
      [source('src/modules/deadlines/deadline.jobs.ts', `export const RING = defineJob('deadlines', 'ring:now');`), rings],
      'src/modules/deadlines/deadline.jobs.ts:1 deadlines/ring:now: queue and name are lower-case words',
    ],
  ])('%s is named', (_, sources, problem) => {
    expect(jobProblems(sources)).toContain(problem);
  });

  test('one name for two jobs is named', () => {
    const twin = source('src/modules/surveys/survey.jobs.ts', `export const OFFER = defineJob('deadlines', 'ring');`);
    expect(jobProblems([jobs, rings, twin])).toContain('two jobs are declared as deadlines/ring');
  });

  test('a job with its handler passes', () => {
    expect(jobProblems([jobs, rings])).toEqual([]);
  });
});
