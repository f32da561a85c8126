import { bodyProblem } from './body.ts';
import { BodyNotObject, BodyTooDeep } from './http-errors.ts';

const nested = (depth: number, wrap: (inner: unknown) => object): unknown => {
  let body: unknown = 'x';
  for (let i = 0; i < depth; i += 1) body = wrap(body);
  return body;
};

test('an object is a body, however empty', () => {
  expect(bodyProblem({})).toBeUndefined();
  expect(bodyProblem({ location: { lat: 1, tags: ['a', null] } })).toBeUndefined();
});

test.each([
  ['a list', []],
  ['a text', 'x'],
  ['a number', 1],
  ['null', null],
  ['nothing', undefined],
])('%s is none', (_, body) => {
  expect(bodyProblem(body)).toBeInstanceOf(BodyNotObject);
});

test('objects and lists lie in each other sixteen deep at the most', () => {
  expect(bodyProblem(nested(16, (inner) => ({ inner })))).toBeUndefined();
  expect(bodyProblem(nested(17, (inner) => ({ inner })))).toBeInstanceOf(BodyTooDeep);
  expect(bodyProblem({ list: nested(16, (inner) => [inner]) })).toBeInstanceOf(BodyTooDeep);
});

test('what is nested without end is refused, not followed until the stack is full', () => {
  expect(bodyProblem({ list: nested(200_000, (inner) => [inner]) })).toBeInstanceOf(BodyTooDeep);
});
