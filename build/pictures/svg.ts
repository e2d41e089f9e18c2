/** Text as it may stand in an XML element or attribute. */
export const escapeXml = (text: string): string =>
  text.replace(/[&<>"]/g, character => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[character] ?? '')

/** The colors of all pictures: GitHub's own, for its light and its dark theme. */
export const paletteStyle = `
svg{--window:#fff;--text:#1f2328;--dim:#59636e;--line:#d1d9e0;--red:#cf222e;--green:#1a7f37}
@media(prefers-color-scheme:dark){svg{--window:#0d1117;--text:#f0f6fc;--dim:#9198a1;--line:#3d444d;--red:#f85149;--green:#3fb950}}
`
