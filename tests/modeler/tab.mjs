const MODELER = 'http://camunda.org/schema/modeler/1.0';
const ZEEBE = 'http://camunda.org/schema/zeebe/1.0';
const XMLNS = 'http://www.w3.org/2000/xmlns/';

/** The tab Modeler opens a file in: the execution platform decides, else whether zeebe is declared. */
export function tabOf(root) {
  const platform = root.getAttributeNS(MODELER, 'executionPlatform');
  if (platform) {
    return [ 'Camunda Cloud', 'Zeebe' ].includes(platform) ? 'cloud' : 'platform';
  }
  const declared = [ ...root.attributes ].some(a => a.namespaceURI === XMLNS && a.value === ZEEBE);
  return declared ? 'cloud' : 'platform';
}
