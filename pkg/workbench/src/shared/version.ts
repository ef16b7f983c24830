/** Version of the workbench, shown on its pages. */
export const workbenchVersion = '0.1.0';
