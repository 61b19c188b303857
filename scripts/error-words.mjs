// A plugin of Stryker: leaves the words of errors as they are. Facts are no words: what stands in an object, and names of keys.

const isText = ({ type, value }) =>
  type === 'TemplateLiteral' || (type === 'StringLiteral' && !/^\w+$/.test(value));

function makesError({ type, callee }) {
  if (type === 'ThrowStatement') return true;
  return type === 'NewExpression' && callee.type === 'Identifier' && callee.name.endsWith('Error');
}

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'error-words',
    value: {
      shouldIgnore(path) {
        if (!isText(path.node)) return undefined;
        const near = path.findParent(
          ({ node }) => makesError(node) || node.type === 'ObjectProperty',
        );
        return near && makesError(near.node) ? 'words of an error' : undefined;
      },
    },
  },
];
