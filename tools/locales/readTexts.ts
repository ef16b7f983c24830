import ts from 'typescript';

/** One text of the code: its key (with `_one` or `_other` for a counted one) and the English words. */
export interface CodeText {
  key: string;
  text: string;
  /** `file:line` */
  where: string;
}

const literal = (node: ts.Node | undefined): string | null =>
  node !== undefined && ts.isStringLiteralLike(node) ? node.text : null;

const property = (node: ts.Expression | undefined, name: string): string | null => {
  if (node === undefined || !ts.isObjectLiteralExpression(node)) {
    return null;
  }
  const found = node.properties.find(
    (item): item is ts.PropertyAssignment => ts.isPropertyAssignment(item) && item.name.getText() === name
  );
  return literal(found?.initializer);
};

const insideFunction = (node: ts.Node): boolean => {
  for (let at = node.parent; at !== undefined; at = at.parent) {
    if (ts.isFunctionLike(at)) {
      return true;
    }
  }
  return false;
};

const formsOf = (call: ts.CallExpression, name: string): Array<readonly [string, string | null]> =>
  name === 't'
    ? [['', literal(call.arguments[1])]]
    : [
        ['_one', property(call.arguments[1], 'one')],
        ['_other', property(call.arguments[1], 'other')],
      ];

/**
 * Every text of a source file that calls `t(key, text)` or `tCount(key, { one, other }, values)`.
 * @throws when a key or text is not a literal, or when a text is asked for while the module loads (no language is known then)
 */
export const readTexts = (file: string, source: string): CodeText[] => {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX);
  const texts: CodeText[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const name = node.expression.text;
      if (name === 't' || name === 'tCount') {
        const where = `${file}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
        const key = literal(node.arguments[0]);
        if (key === null) {
          throw new Error(`${where}: the key of a text must be a literal`);
        }
        if (!insideFunction(node)) {
          throw new Error(`${where}: ${key} is asked for while the module loads, before the language is known`);
        }
        for (const [suffix, text] of formsOf(node, name)) {
          if (text === null) {
            throw new Error(`${where}: the English text of ${key} must be a literal`);
          }
          texts.push({ key: key + suffix, text, where });
        }
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return texts;
};
