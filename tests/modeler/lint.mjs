// node lint.mjs LIST
// Lints each file that LIST names, one path per line, and prints one JSON report per line:
// for every configuration the pairs [rule, element id], and the rules that broke down on the file.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { BpmnModdle } from 'bpmn-moddle';

const require = createRequire(import.meta.url);
const Linter = require('bpmnlint/lib/linter');
const NodeResolver = require('bpmnlint/lib/resolver/node-resolver');
const modeler = require('modeler-moddle/resources/modeler.json');
const zeebe = require('zeebe-bpmn-moddle/resources/zeebe.json');
const camunda = require('camunda-bpmn-moddle/resources/camunda.json');
const CONFIGS = {
  bpmnlint: { packages: { modeler, zeebe }, rules: 'bpmnlint:all' },
  'camunda-8.9': { packages: { modeler, zeebe }, rules: 'plugin:camunda-compat/camunda-cloud-8-9' },
  'camunda-7.24': { packages: { modeler, camunda }, rules: 'plugin:camunda-compat/camunda-platform-7-24' }
};
// A rule that breaks down is told to the console by bpmnlint; here it is part of the report.
console.error = () => {};

async function lint(xml, { packages, rules }) {
  const { rootElement, warnings } = await new BpmnModdle(packages).fromXML(xml);
  const linter = new Linter({ config: { extends: rules }, resolver: new NodeResolver({ require }) });
  const found = await linter.lint(rootElement);
  const pairs = [], failed = [];
  for (const [ name, reports ] of Object.entries(found)) {
    const rule = name.replace(/^camunda-compat\//, '');
    for (const report of reports) {
      if (report.category === 'rule-error') failed.push(rule);
      else pairs.push([ rule, report.id ?? '' ]);
    }
  }
  return { pairs, failed, warnings: warnings.map(warning => warning.message) };
}

for (const path of readFileSync(process.argv[2], 'utf8').split('\n').filter(Boolean)) {
  const report = {};
  for (const [ name, config ] of Object.entries(CONFIGS)) {
    try {
      report[name] = await lint(readFileSync(path, 'utf8'), config);
    } catch (error) {
      report[name] = { error: error.message };
    }
  }
  process.stdout.write(JSON.stringify(report) + '\n');
}
