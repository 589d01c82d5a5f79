// Runs in the browser: a file in the tab Modeler opens it in, with properties panel and element templates.
import PlatformModeler from 'camunda-bpmn-js/lib/camunda-platform/Modeler';
import CloudModeler from 'camunda-bpmn-js/lib/camunda-cloud/Modeler';
import { tabOf } from './tab.mjs';

const MODELERS = { cloud: CloudModeler, platform: PlatformModeler };
let modeler, shown;

window.openFile = async function(xml, templates) {
  const tab = tabOf(new DOMParser().parseFromString(xml, 'application/xml').documentElement);
  const refused = [];
  // Of the file before, which may have had an element of the same id.
  shown = undefined;
  // Without the delay a field is written at once, not 300 ms after the last key.
  modeler = new MODELERS[tab]({ container: '#canvas', propertiesPanel: { parent: '#panel' }, debounceInput: false });
  modeler.on('elementTemplates.errors', event => refused.push(...event.errors.map(error => error.message)));
  modeler.on('propertiesPanel.updated', ({ element }) => { shown = element && element.id; });
  modeler.get('elementTemplatesLoader').setTemplates(templates[tab]);
  const { warnings } = await modeler.importXML(xml);
  return { tab, warnings: warnings.map(warning => warning.message), refused };
};

window.closeFile = function() {
  modeler.destroy();
  for (const id of [ 'canvas', 'panel' ]) document.getElementById(id).replaceChildren();
};

/** Applies a template as choosing it in the panel does; says whether the panel offers it for the element. */
window.applyTemplate = function(elementId, templateId) {
  const templates = modeler.get('elementTemplates');
  const element = modeler.get('elementRegistry').get(elementId);
  const template = templates.getLatest(element).find(({ id }) => id === templateId);
  if (!template) return false;
  templates.applyTemplate(element, template);
  return true;
};

/**
 * Where to click for an element: the border of what holds others, the middle of the rest, a free place for the root.
 * Nothing is selected any more, so no context pad lies over it.
 */
window.placeOf = function(elementId) {
  const selection = modeler.get('selection');
  // The panel will follow: what it shows now is no sign that it shows what is clicked next.
  if (selection.get().length) shown = undefined;
  selection.select(null);
  const element = modeler.get('elementRegistry').get(elementId);
  const canvas = modeler.get('canvas');
  canvas.zoom('fit-viewport');
  const all = document.getElementById('canvas').getBoundingClientRect();
  if (element === canvas.getRootElement()) return { x: all.right - 15, y: all.top + 15 };
  if (!element.children.length) {
    canvas.zoom(1);
    canvas.scrollToElement(element, 200);
  }
  const box = canvas.getGraphics(element).querySelector('.djs-visual').getBoundingClientRect();
  const edge = element.isFrame || element.children.length ? 6 : box.width / 2;
  return { x: box.left + edge, y: box.top + box.height / 2 };
};

window.selected = function() {
  const [ element ] = modeler.get('selection').get();
  return (element || modeler.get('canvas').getRootElement()).id;
};

/** Whether the panel shows what is selected; it follows a click a moment later. */
window.isShown = () => shown === window.selected();

window.saveFile = async () => (await modeler.saveXML({ format: true })).xml;
