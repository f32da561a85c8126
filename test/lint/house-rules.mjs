/**
 * The house's own ESLint rules. Each forbids a few shapes of syntax, given as selectors with the sentence for the reader; where a
 * shape is allowed, `eslint.config.mjs` switches the rule off by folder.
 */
export const house = {
  meta: { name: 'house' },
  rules: {
    clock: forbid({
      'NewExpression[callee.name="Date"][arguments.length=0]': 'The time is an argument: ask the Clock of platform/clock.',
      'CallExpression[callee.name="Date"]': 'The time is an argument: ask the Clock of platform/clock.',
      'MemberExpression[object.name="Date"][property.name="now"]': 'The time is an argument: ask the Clock of platform/clock.',
    }),
    environment: forbid({
      'MemberExpression[object.name="process"][property.name="env"]': 'The environment is read once, by platform/config.',
      'VariableDeclarator[init.name="process"] > ObjectPattern > Property[key.name="env"]':
        'The environment is read once, by platform/config.',
    }),
    'front-door': forbid({
      ExportAllDeclaration: 'Only an index.ts passes on what another file exports.',
      'ExportNamedDeclaration[source]': 'Only an index.ts passes on what another file exports.',
    }),
    'test-names': forbid({
      'CallExpression[callee.name=/^(test|it|describe)$/] > Literal.arguments:first-child[value=/\\bshould\\b/i]':
        'A test name states the rule: "a closed case has no open commands", not "should …".',
      'CallExpression[callee.object.name=/^(test|it|describe)$/] > Literal.arguments:first-child[value=/\\bshould\\b/i]':
        'A test name states the rule: "a closed case has no open commands", not "should …".',
      'CallExpression[callee.callee.object.name=/^(test|it|describe)$/] > Literal.arguments:first-child[value=/\\bshould\\b/i]':
        'A test name states the rule: "a closed case has no open commands", not "should …".',
    }),
    'no-mocks': forbid({
      'MemberExpression[object.name="jest"][property.name=/^(mock|doMock|setMock|spyOn|replaceProperty|unstable_mockModule)$/]':
        'Our own code is not mocked: call it for real, or fake the port it reaches through.',
    }),
  },
};

/** A rule that reports every node that one of the selectors finds. */
function forbid(sentences) {
  return {
    meta: { type: 'problem', schema: [] },
    create: (context) =>
      Object.fromEntries(
        Object.entries(sentences).map(([selector, message]) => [selector, (node) => context.report({ node, message })]),
      ),
  };
}
