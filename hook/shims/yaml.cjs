// CommonJS, because a require inside a function does not run before the function is called: nearly every AppSpec is JSON,
// and the YAML parser is a seventh of the bundle.
exports.parseYaml = text => require('yaml-cfn').yamlParse(text)
