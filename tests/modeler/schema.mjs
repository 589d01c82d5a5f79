// node schema.mjs SCHEMA FILE...
// Prints a line for each JSON file: "valid", or what the JSON schema has against it.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';

const [ schema, ...files ] = process.argv.slice(2).map(path => JSON.parse(readFileSync(path, 'utf8')));
const ajv = new Ajv({ schemaId: 'auto', logger: false, unknownFormats: 'ignore' });
ajv.addMetaSchema(JSON.parse(readFileSync(new URL(import.meta.resolve('ajv/lib/refs/json-schema-draft-04.json')))));
const validate = ajv.compile(schema);

for (const file of files) {
  console.log(validate(file) ? 'valid' : ajv.errorsText(validate.errors));
}
