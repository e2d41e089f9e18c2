/**
 * What a plain YAML scalar stands for in a CloudFormation template: YAML 1.1's null, booleans (`yes`, `off`) and
 * numbers; all else is text. A number that would lose something as a JSON number stays text: leading zeros
 * (`012345678901` is an account id), exponents without a point (`12e4567` is a commit), more than 15 digits.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html
 */
export const plainValue = (text: string): unknown => {
  if (/^(|~|null|Null|NULL)$/.test(text)) return null
  if (/^(yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(text)) return true
  if (/^(no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(text)) return false
  if (/^[-+]?(0|[1-9][0-9]{0,14})$/.test(text)) return Number(text)
  if (/^0x[0-9a-fA-F]{1,12}$/.test(text)) return Number(text)
  if (/^[-+]?(0|[1-9][0-9]*)?\.[0-9]+([eE][-+][0-9]+)?$/.test(text)) return Number(text)
  return text
}
