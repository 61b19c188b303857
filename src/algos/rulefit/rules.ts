import type { ModelInfo } from '../../mojo/model-info.js';
import { readRule, type Rule } from './rule.js';

/** The rules of one tree (and class): the last one that a row fulfils gives the level of a column of the linear model. */
export interface RuleColumn {
  readonly rules: readonly RuleLevel[];
  /** genmodel has no answer to any row: a class without rules. */
  readonly missing: boolean;
}

export interface RuleLevel {
  readonly rule: Rule;
  /** The level, NOT_KNOWN or NO_COLUMN. */
  readonly level: number;
}

/** The linear model does not know the rule's level: NA. */
export const NOT_KNOWN = -1;
/** The linear model does not have the rule's column: genmodel fails on rows that fulfil the rule. */
export const NO_COLUMN = -2;

/** `num_rules_M0T0` and so on: depth x trees, and x classes from three classes on (MojoRuleEnsemble.transformRow). */
export function readRuleColumns(info: ModelInfo, linear: ModelInfo): RuleColumn[] {
  const depth = count(info, 'depth');
  const trees = count(info, 'ntrees');
  const classes = info.domains[info.columns.length - 1] ?? [];
  const levelOf = levelFinder(linear);
  const columns: RuleColumn[] = [];
  // Counts that lie are refused by the first key that is not there.
  for (let d = 0; trees > 0 && d < depth; d++) {
    for (let t = 0; t < trees; t++) {
      const ruleCount = count(info, `num_rules_M${d}T${t}`);
      const rules: Rule[] = [];
      for (let k = 0; k < ruleCount; k++) rules.push(readRule(info, `${d}_${t}_${k}`));
      columns.push(...columnsOf(rules, classes, levelOf));
    }
  }
  return columns;
}

function count(info: ModelInfo, key: string): number {
  const value = info.int(key);
  if (value < 0) throw info.wrong(key, 'a count');
  return value;
}

type LevelOf = (rule: Rule, suffix: string) => number;

/** A rule belongs to each class that its name ends with. */
function columnsOf(
  rules: readonly Rule[],
  classes: readonly string[],
  levelOf: LevelOf,
): RuleColumn[] {
  if (classes.length <= 2) {
    return [{ rules: rules.map((rule) => ({ rule, level: levelOf(rule, '') })), missing: false }];
  }
  return classes.map((name, c) => {
    const own = rules.filter(({ varName }) => varName.endsWith(name));
    return {
      rules: own.map((rule) => ({ rule, level: levelOf(rule, `C${c}`) })),
      missing: own.length === 0,
    };
  });
}

/** A rule M0T1N7 is the level of that name of the column M0T1, for classes M0T1C0 (MojoRuleEnsemble.getValueByVarName). */
function levelFinder(linear: ModelInfo): LevelOf {
  const domains = new Map<string, readonly string[] | null>();
  linear.columns.forEach((name, i) => {
    if (!domains.has(name)) domains.set(name, linear.domains[i]);
  });
  return ({ varName }, suffix) => {
    const end = varName.indexOf('N');
    const domain = end < 0 ? undefined : domains.get(varName.slice(0, end) + suffix);
    return domain ? domain.indexOf(varName) : NO_COLUMN;
  };
}
