// The packages of the web editor, which only a site with an editor installs.
declare module "@sveltia/cms";
declare module "yaml";
