/** Leaves what the schemas say for editors and readers out of the Lambda bundles. */
export const bareSchemas = {
  name: 'bare-schemas',
  transform: (code, id) =>
    /\.schema\.json$/.test(id)
      ? JSON.stringify(
          JSON.parse(code, (key, value) =>
            ['title', 'description', 'examples', 'x-group', 'x-unquoted'].includes(key) ? undefined : value,
          ),
        )
      : null,
}
