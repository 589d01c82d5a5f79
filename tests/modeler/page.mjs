// Runs in the browser: one file, as Camunda Modeler opens it, edits nothing in it and saves it.
import PlatformModeler from 'camunda-bpmn-js/lib/camunda-platform/Modeler';
import CloudModeler from 'camunda-bpmn-js/lib/camunda-cloud/Modeler';
import { tabOf } from './tab.mjs';

const BPMN = 'http://www.omg.org/spec/BPMN/20100524/MODEL';
const BPMNDI = 'http://www.omg.org/spec/BPMN/20100524/DI';
const DC = 'http://www.omg.org/spec/DD/20100524/DC';
const DI = 'http://www.omg.org/spec/DD/20100524/DI';
const MODELERS = { cloud: CloudModeler, platform: PlatformModeler };
const GRID = 10;

// What a person expects to see in a diagram, by local name.
const DRAWABLE = new RegExp('^(' + [
  'task|(user|service|script|manual|send|receive|businessRule)Task|callActivity|subProcess|adHocSubProcess|transaction',
  '(start|end|boundary|intermediateCatch|intermediateThrow)Event',
  '(exclusive|parallel|inclusive|complex|eventBased)Gateway',
  'dataObjectReference|dataStoreReference|dataInput|dataOutput|textAnnotation|group|participant|lane',
  'sequenceFlow|messageFlow|association|dataInputAssociation|dataOutputAssociation'
].join('|') + ')$');

const all = (node, namespace, name) => [ ...node.getElementsByTagNameNS(namespace, name) ];
const child = (node, namespace, name) => [ ...node.children ].find(c => c.namespaceURI === namespace && c.localName === name);
const numbers = (node, names) => names.map(name => Number(node.getAttribute(name)));
const withoutPrefix = name => (name || '').replace(/^.*:/, '');

/** Where every shape, edge and label lies, by the id of its element. */
function placesOf(document) {
  const places = {};
  const note = (id, bounds) => {
    if (bounds) places[id] = numbers(bounds, [ 'x', 'y', 'width', 'height' ]).join(' ');
  };
  for (const kind of [ 'BPMNShape', 'BPMNEdge' ]) {
    for (const node of all(document, BPMNDI, kind)) {
      const id = withoutPrefix(node.getAttribute('bpmnElement'));
      const label = child(node, BPMNDI, 'BPMNLabel');
      if (kind === 'BPMNShape') note(id, child(node, DC, 'Bounds'));
      else places[id] = all(node, DI, 'waypoint').map(point => numbers(point, [ 'x', 'y' ]).join(' ')).join(', ');
      if (label) note(id + '#label', child(label, DC, 'Bounds'));
    }
  }
  return places;
}

/** The flow nodes of every lane, sorted, by the id of the lane. */
function membersOf(document) {
  return Object.fromEntries(all(document, BPMN, 'lane').map(lane => [
    lane.getAttribute('id'),
    [ ...lane.children ].filter(c => c.localName === 'flowNodeRef').map(c => c.textContent.trim()).sort().join(' ')
  ]));
}

function drawableOf(document) {
  return [ ...document.getElementsByTagNameNS(BPMN, '*') ].filter(e => DRAWABLE.test(e.localName) && e.getAttribute('id'))
    .map(e => e.getAttribute('id'));
}

/** Differences of two maps as [ key, before, after ]; a label that Modeler adds is no difference. */
function differences(before, after) {
  const keys = [ ...new Set([ ...Object.keys(before), ...Object.keys(after) ]) ];
  return keys.filter(key => before[key] !== after[key] && !(before[key] === undefined && key.endsWith('#label')))
    .map(key => [ key, before[key] ?? null, after[key] ?? null ]);
}

/** Edits that end where they began: Modeler takes the file for changed and writes all of it anew. */
function editNothing(modeler) {
  const modeling = modeler.get('modeling');
  const root = modeler.get('canvas').getRootElement();
  const name = root.businessObject.get('name');
  modeling.updateProperties(root, { name: 'edited' });
  modeling.updateProperties(root, { name });
  for (const by of [ GRID, -GRID ]) modeling.moveElements([ ...root.children ], { x: by, y: 0 });
}

window.check = async function(xml, wantsPicture) {
  const input = new DOMParser().parseFromString(xml, 'application/xml');
  if (input.querySelector('parsererror')) return { error: 'not XML' };

  const tab = tabOf(input.documentElement);
  const canvas = document.querySelector('#canvas');
  const modeler = new MODELERS[tab]({ container: canvas });
  const report = { tab, error: null, warnings: [] };
  try {
    report.warnings = (await modeler.importXML(xml)).warnings.map(warning => warning.message);
    const registry = modeler.get('elementRegistry');
    const places = placesOf(input);
    const members = membersOf(input);
    const expected = [ ...new Set([ ...drawableOf(input), ...Object.keys(places).filter(id => !id.endsWith('#label')) ]) ];
    report.expected = expected.length;
    report.not_drawn = expected.filter(id => !registry.get(id));
    if (wantsPicture) report.svg = (await modeler.saveSVG()).svg;
    editNothing(modeler);
    const { xml: saved } = await modeler.saveXML({ format: true });
    const after = new DOMParser().parseFromString(saved, 'application/xml');
    const kept = new Set(drawableOf(after));
    report.lost = drawableOf(input).filter(id => !kept.has(id));
    report.moved = differences(places, placesOf(after));
    report.members = differences(members, membersOf(after));
    report.saved = saved;
  } catch (error) {
    report.error = error.message;
    report.warnings.push(...(error.warnings || []).map(warning => warning.message));
  } finally {
    modeler.destroy();
    canvas.replaceChildren();
  }
  return report;
};
