/** The name that template.yaml registers the macro under, in Transform and as the key of its settings in Metadata. */
export const macroName = 'WebsiteHealthcheck'
